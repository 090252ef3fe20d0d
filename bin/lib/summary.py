"""Adds up the tests of every module and the checks of the scripts, and ends with one plain line."""
import glob
import sys
import xml.etree.ElementTree as tree

passed = failed = skipped = 0
for report in sorted(glob.glob("*/target/surefire-reports/TEST-*.xml")):
    suite = tree.parse(report).getroot()
    total = int(suite.get("tests", 0))
    bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    skip = int(suite.get("skipped", 0))
    passed, failed, skipped = passed + total - bad - skip, failed + bad, skipped + skip
    if bad or skip:
        print(f"{suite.get('name')}: {bad} failed, {skip} skipped")
for line in open(sys.argv[1]):
    outcome, name = line.rstrip("\n").split(" ", 1)
    passed, failed, skipped = passed + (outcome == "ok"), failed + (outcome == "fail"), skipped + (outcome == "skip")
    print(f"{outcome:5} {name}")
if int(sys.argv[2]) and not failed:
    failed = 1
    print("fail  the build itself, see above")
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not passed else 0)
