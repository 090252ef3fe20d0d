# A standalone Spark of one master and workers of one core each on loopback, on free ports, from our own
# jars. Sourced after check.sh; needs $work, a directory of the test, $out and $W.
# shellcheck shell=bash
export SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_HOSTNAME=localhost SPARK_SCALA_VERSION=2.13
spark_home="$PWD/jobs/target/spark"
master="" cluster_pids=() worker_pids=()

# spark_daemon NAME CLASS WORDS...: starts a daemon that logs to $work/NAME.log; its process is $!.
spark_daemon() {
  local name="$1"
  shift
  SPARK_HOME="$spark_home" java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dspark.ui.enabled=false \
    -Dlog4j2.configurationFile="file:$PWD/bin/lib/spark-daemon-log4j2.properties" \
    -cp "$spark_home/jars/*" "$@" >"$work/$name.log" 2>&1 &
  cluster_pids+=($!)
}

master_named() { master="$(grep -oE -m1 'spark://127.0.0.1:[1-9][0-9]*' "$work/master.log")"; }

# cluster_up WORKERS: starts all and waits until every worker is registered; $master is the master's URL.
cluster_up() {
  local i
  spark_daemon master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
  eventually 60 master_named || return 1
  for ((i = 1; i <= $1; i++)); do
    spark_daemon "worker-$i" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g \
      --webui-port 0 --work-dir "$work/spark-work-$i" "$master"
    worker_pids+=($!)
  done
  for ((i = 1; i <= $1; i++)); do
    eventually 60 grep -q "Successfully registered with master" "$work/worker-$i.log" || return 1
  done
}

# an_executor: the process of one executor of the workers, if there is any.
an_executor() {
  local worker
  for worker in "${worker_pids[@]}"; do
    pgrep -P "$worker" && return 0
  done
  return 1
}

cluster_down() {
  local pid
  for pid in "${cluster_pids[@]}"; do kill "$pid" 2>/dev/null; done
  for pid in "${cluster_pids[@]}"; do wait "$pid" 2>/dev/null; done
  cluster_pids=() worker_pids=()
}

# ---- the pipeline on a master, and what it must give on all
small=(--config bin/lib/small.yaml -Dtraining.compression.trees.workers=2)
telemetry="$work/telemetry"

# on PLACE COMMAND...: with a workspace of that name.
on() { local place="$1"; shift; env WIRESMITH_WORKSPACE="$work/$place" "$@"; }
# pipeline PLACE OPTIONS OF SPARK-SUBMIT...: the whole pipeline into a registry of that name.
pipeline() {
  local place="$1"
  shift
  on "$place" "$W" submit "$@" run compression --telemetry "$telemetry" --registry "$work/registry-$place" "${small[@]}" -o json
}
now() { date +%s%N; }
seconds() { echo "$((($(now) - $1) / 1000000000))"; }
# timed PLACE MASTER: the pipeline on that master, its answer in $work/PLACE.json.
timed() {
  local start
  start="$(now)"
  exits 0 pipeline "$1" --master "$2" || return 1
  echo "  $2: $(seconds "$start") s"
  cp "$out" "$work/$1.json"
}
# as_here JSON [HERE]: whether an answer is that of this machine, $work/here.json or another.
as_here() {
  local facts='(d["verdict"], d["version"], d["dataset"], d["artifact"], d["run"], d["metrics"])'
  [ "$(json "${2:-$work/here.json}" "$facts")" = "$(json "$1" "$facts")" ]
}
