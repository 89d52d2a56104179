#include "core/replica/resident_objects.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace paxosstore {
namespace {

class ResidentObjectsTest : public testing::Test {
 protected:
  ResidentObjectsTest() {
    group_.size = 3;
    for (uint32_t i = 0; i < 3; ++i) group_.nodes[i] = NodeId(i + 1);
  }
  Object& Add(const std::string& name) {
    return objects_.Add(std::make_unique<Object>(name, &group_, LogState{}, NodeId(0)));
  }
  // The names that left.
  std::vector<std::string> Shrink(size_t keep) {
    std::vector<std::string> gone;
    objects_.Shrink(keep, [&](Object& object) { gone.push_back(object.name); });
    return gone;
  }

  Group group_;
  ResidentObjects objects_;
};

TEST_F(ResidentObjectsTest, AreFoundByName) {
  Object& a = Add("a");
  EXPECT_EQ(objects_.Find("a"), &a);
  EXPECT_EQ(objects_.Peek("a"), &a);
  EXPECT_EQ(objects_.Find("b"), nullptr);
  EXPECT_EQ(objects_.size(), 1u);
}

TEST_F(ResidentObjectsTest, UnusedOnesLeaveFirst) {
  std::vector<Object*> all;
  for (const char* name : {"a", "b", "c", "d"}) all.push_back(&Add(name));
  for (Object* object : all) object->dirty = true;
  EXPECT_TRUE(Shrink(0).empty());  // that they are new is forgotten
  for (Object* object : all) object->dirty = false;
  objects_.Find("a");
  objects_.Peek("b");  // looking does not count as use
  EXPECT_EQ(Shrink(2), (std::vector<std::string>{"b", "c"}));
  EXPECT_EQ(objects_.Find("b"), nullptr);
  EXPECT_NE(objects_.Find("a"), nullptr);
}

TEST_F(ResidentObjectsTest, ThoseInUseStay) {
  Add("busy").writes_in_flight = 1;
  Add("dirty").dirty = true;
  Add("idle");
  EXPECT_EQ(Shrink(0), (std::vector<std::string>{"idle"}));
  EXPECT_EQ(objects_.size(), 2u);
}

TEST_F(ResidentObjectsTest, OneCallDoesBoundedWork) {
  for (int i = 0; i < 100; ++i) Add(std::to_string(i)).dirty = true;
  Add("idle");
  EXPECT_TRUE(Shrink(0).empty()) << "it is the newest, behind a hundred that may not leave";
}

TEST_F(ResidentObjectsTest, LeavingUnlinksFromEveryList) {
  ObjectList<NoticeTag> notices;
  notices.push_back(Add("a"));
  Shrink(0);
  EXPECT_TRUE(notices.empty());
}

}  // namespace
}  // namespace paxosstore
