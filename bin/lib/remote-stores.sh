# An HDFS or an S3 of our own on loopback, for workspaces. Sourced after spark-cluster.sh, whose end stops them too.
# After hdfs_up or s3_up, $store is a place for workspaces, and $submitted what spark-submit needs for it.
# shellcheck shell=bash
store="" submitted=()

# hdfs_up: an HDFS in one process, from the jar that the tests of etl use.
hdfs_up() {
  java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -Dlog4j2.configurationFile="file:$PWD/bin/lib/spark-daemon-log4j2.properties" \
    -cp "etl/target/test-classes:etl/target/classes:core/target/classes:etl/target/hdfs/*:$spark_home/jars/*" \
    io.wiresmith.etl.testing.TestingHdfs "$work/dfs" "$work/hdfs" >"$work/hdfs.log" 2>&1 &
  cluster_pids+=($!)
  eventually 120 test -s "$work/hdfs" || { tail -n 20 "$work/hdfs.log" >&2; return 1; }
  store="$(cat "$work/hdfs")/work"
}

# s3_up: versitygw over a directory; the library for it comes from Maven, as its users take it.
s3_up() {
  local server port jars
  server="$(bin/lib/s3-server)" && jars="$(hadoop_aws)" || return 1
  port="$(free_port)"
  mkdir -p "$work/s3/wiresmith"
  ROOT_ACCESS_KEY=wiresmith ROOT_SECRET_KEY=a-secret-for-tests "$server" --quiet --port "127.0.0.1:$port" posix "$work/s3" >"$work/s3.log" 2>&1 &
  cluster_pids+=($!)
  eventually 30 curl -s -o "$work/s3.answer" "http://127.0.0.1:$port/" || { tail -n 20 "$work/s3.log" >&2; return 1; }
  export WIRESMITH_CLASSPATH="$jars" HADOOP_CONF_DIR="$work/s3-conf"
  s3_keys "http://127.0.0.1:$port" a-secret-for-tests "$HADOOP_CONF_DIR"
  submitted=(--jars "${jars//:/,}" "${s3_conf[@]}")
  store=s3a://wiresmith/work
}

# hadoop_aws: the class path of Hadoop's library for S3, 640 MB, into Maven's repository.
hadoop_aws() {
  local version
  version="$(sed -n 's|.*<hadoop.version>\(.*\)</hadoop.version>.*|\1|p' pom.xml)"
  cat >"$work/aws.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>io.wiresmith</groupId><artifactId>wiresmith-s3</artifactId><version>1</version><dependencies><dependency>
<groupId>org.apache.hadoop</groupId><artifactId>hadoop-aws</artifactId><version>$version</version></dependency></dependencies></project>
XML
  mvn -q -B -ntp -f "$work/aws.xml" dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$work/aws.path" >&2 || return 1
  cat "$work/aws.path"
}

# s3_keys ENDPOINT SECRET DIRECTORY: the configuration of Hadoop there; the same for spark-submit in $s3_conf.
s3_keys() {
  local pair
  s3_conf=()
  mkdir -p "$3"
  {
    echo "<configuration>"
    for pair in endpoint="$1" endpoint.region=us-east-1 path.style.access=true access.key=wiresmith secret.key="$2"; do
      echo "<property><name>fs.s3a.${pair%%=*}</name><value>${pair#*=}</value></property>"
      s3_conf+=(--conf "spark.hadoop.fs.s3a.$pair")
    done
    echo "</configuration>"
  } >"$3/core-site.xml"
}

s3_refuses() {
  local endpoint
  endpoint="$(sed -n 's|.*fs.s3a.endpoint</name><value>\(.*\)</value>.*|\1|p' "$HADOOP_CONF_DIR/core-site.xml")"
  s3_keys "$endpoint" another "$work/s3-wrong"
  exits 75 remote env HADOOP_CONF_DIR="$work/s3-wrong" $W datasets list && says "$store.*[Dd]enied" "$err"
}
s3_away() {
  s3_keys http://127.0.0.1:9 a-secret-for-tests "$work/s3-away"
  exits 75 remote env HADOOP_CONF_DIR="$work/s3-away" $W datasets list && says "does not answer" "$err"
}
hdfs_away() { exits 75 env WIRESMITH_WORKSPACE=hdfs://127.0.0.1:9/work $W datasets list && says "does not answer" "$err"; }
