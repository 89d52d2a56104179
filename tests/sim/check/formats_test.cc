#include "sim/check/formats/formats.h"

#include <gtest/gtest.h>

namespace paxosstore::sim {
namespace {

std::string Describe(const RegisterHistories& histories) {
  std::string text;
  for (const RegisterHistory& history : histories.keys) {
    text += history.key + ":";
    for (const RegisterOperation& operation : history.operations) {
      text += " " + operation.process + " " + ToString(operation, histories.values) + " [" +
              std::to_string(operation.span.start) + "," +
              (operation.span.answered() ? std::to_string(operation.span.end) : "") + "]";
    }
    text += "\n";
  }
  return text;
}

std::string Etcd(std::string_view text) {
  const auto read = ParseEtcd(text, "f.log");
  return read.ok() ? Describe(*read) : std::string(read.status().message());
}

std::string Kv(std::string_view text) {
  const auto read = ParseKv(text, "f.txt");
  return read.ok() ? Describe(*read) : std::string(read.status().message());
}

std::string Jepsen(std::string_view text) {
  const auto read = ParseJepsen(text, "f.edn");
  return read.ok() ? Describe(*read) : std::string(read.status().message());
}

TEST(EtcdFormat, ReadsTabsAndSpacesAndAllEnds) {
  EXPECT_EQ(Etcd("INFO  jepsen.util - 4\t:invoke\t:read\tnil\n"
                 "INFO  jepsen.util - 1   :invoke :cas    [2 4]\n"
                 "INFO  jepsen.util - 4\t:ok\t:read\t3\n"
                 "INFO  jepsen.util - 1\t:fail\t:cas\t[2 4]\n"
                 "INFO  jepsen.util - 2\t:invoke\t:write\t1\n"
                 "INFO  jepsen.util - 2\t:info\t:write\t:timed-out\n"
                 "INFO  jepsen.util - 3\t:invoke\t:read\tnil\n"
                 "INFO  jepsen.util - 3\t:fail\t:read\t:timed-out\n"),
            ": 4 read: 3 [1,3] 1 cas 2 to 4: refused [2,4] 2 write 1, no answer [5,]\n");
}

TEST(EtcdFormat, WhatIsLeftOpenHasNoAnswer) {
  EXPECT_EQ(Etcd("INFO  jepsen.util - 1\t:invoke\t:write\t1\n"
                 "INFO  jepsen.util - 2\t:invoke\t:read\tnil"),
            ": 1 write 1, no answer [1,]\n");
}

TEST(EtcdFormat, ErrorsNameLineAndColumn) {
  const std::string good = "INFO  jepsen.util - 1\t:invoke\t:write\t1\n";
  EXPECT_EQ(Etcd(good + "rubbish\n"),
            "f.log:2:1: wanted: INFO jepsen.util - PROCESS :TYPE :OPERATION ARGUMENT");
  EXPECT_EQ(Etcd("INFO  jepsen.util - 1\t:invoke\t:erase\t1\n"),
            "f.log:1:31: :erase is no operation of a register");
  EXPECT_EQ(Etcd("INFO  jepsen.util - 1\t:invoke\t:cas\t[1]\n"),
            "f.log:1:36: wanted: [EXPECTED NEW]");
  EXPECT_EQ(Etcd("INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2\n"), "f.log:1:36: its ] is missing");
  EXPECT_EQ(Etcd("INFO  jepsen.util - 7\t:ok\t:write\t1\n"),
            "f.log:1:21: process 7 ends an operation that it has not begun");
  EXPECT_EQ(Etcd(good + good),
            "f.log:2:38: process 1 begins an operation before its last one has ended");
  EXPECT_EQ(Etcd(good + "INFO  jepsen.util - 1\t:ok\t:read\t1\n"),
            "f.log:2:27: process 1 has begun something else");
  EXPECT_EQ(Etcd(good + "INFO  jepsen.util - 1\t:ok\t:write\t2\n"),
            "f.log:2:34: not what the write began with");
  EXPECT_EQ(Etcd(good + "INFO  jepsen.util - 1\t:maybe\t:write\t1\n"),
            "f.log:2:37: :maybe is no type of an event");
}

TEST(KvFormat, ReadsKeysApart) {
  EXPECT_EQ(Kv("{:process 0, :type :invoke, :f :put, :key \"a\", :value \"x\"}\n"
               "{:process 1, :type :invoke, :f :append, :key \"b\", :value \"y\"}\n"
               "{:process 0, :type :ok, :f :put, :key \"a\", :value \"x\"}\n"
               "{:process 0, :type :invoke, :f :get, :key \"b\", :value nil}\n"
               "{:process 0, :type :ok, :f :get, :key \"b\", :value \"\"}\n"),
            "a: 0 write x [1,3]\nb: 1 append y, no answer [2,] 0 read: \"\" [4,5]\n");
}

TEST(KvFormat, ErrorsNameLineAndColumn) {
  EXPECT_EQ(Kv("{:process 0, :type :invoke, :f :put, :key \"a\"}"), "f.txt:1:1: :value is missing");
  EXPECT_EQ(Kv("\n {:process 0, :type :invoke, :f :get}"), "f.txt:2:2: :key is missing");
  EXPECT_EQ(Kv("{:process 0, :type :invoke, :f :pop, :key \"a\"}"),
            "f.txt:1:32: :pop is not get, put or append");
  EXPECT_EQ(Kv("{:process 0, :type :done, :f :get, :key \"a\"}"),
            "f.txt:1:20: :done is no type of an event");
  EXPECT_EQ(Kv("{:process 0, :type :ok, :f :get, :key \"a"), "f.txt:1:39: the string has no end");
  EXPECT_EQ(Kv("{:process 0"), "f.txt:1:1: its } is missing");
  EXPECT_EQ(Kv("{:process}"), "f.txt:1:1: a key without a value");
  EXPECT_EQ(Kv("17"), "f.txt:1:1: wanted a map: {:process ...}");
}

TEST(JepsenFormat, ReadsMapsInAVectorTagsAndIndependentKeys) {
  EXPECT_EQ(Jepsen("[{:process 0, :type :invoke, :f :write, :value [5 1], :time 7}\n"
                   " #jepsen.history.Op{:process :nemesis, :type :info, :f :kill, :value nil}\n"
                   " {:process 0 :type :ok :f :write :value [5 1]} ; a comment\n"
                   " {:process 1 :type :invoke :f :cas :value [5 [1 2]]}\n"
                   " {:process 1 :type :info :f :cas :value [5 [1 2]] :error :timeout}]"),
            "5: 0 write 1 [1,2] 1 cas 1 to 2, no answer [3,]\n");
}

TEST(MapFormats, AnEndNamesWhatWasBegun) {
  EXPECT_EQ(Kv("{:process 0 :type :invoke :f :get :key \"a\"}\n"
               "{:process 0 :type :ok :f :put :key \"a\"}"),
            "f.txt:2:26: process 0 has begun something else");
  EXPECT_EQ(Jepsen("{:process 0 :type :invoke :f :read}\n{:process 0 :type :ok :f :write}"),
            "f.edn:2:26: process 0 has begun something else");
}

TEST(JepsenFormat, WhatFailedDidNotHappen) {
  EXPECT_EQ(Jepsen("{:process 0 :type :invoke :f :cas :value [1 2]}\n"
                   "{:process 0 :type :fail :f :cas :value [1 2]}\n"
                   "{:process 0 :type :invoke :f :read :value nil}\n"
                   "{:process 0 :type :ok :f :read :value nil}\n"),
            ": 0 read: nil [2,3]\n");
}

}  // namespace
}  // namespace paxosstore::sim
