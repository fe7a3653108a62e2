"""One task in six languages: tests apart in each framework reach solutions in every language."""

from __future__ import annotations

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner import image_building
from runner.boxes.docker_engine import DockerEngine
from runner.languages import languages
from runner.packages.model import Program
from runner.tasks.description.model import TASK_LANGUAGES, Task
from runner.tasks.description.reader import read_task
from runner.tasks.judge import judge_task

pytestmark = [pytest.mark.docker, pytest.mark.long]

TASK = b"""format: recrutr-task-1
name: Counting
interface:
  functions:
    count_words: {parameters: [list<text>], returns: "map<text, int>", names: {java: countWords}}
  classes:
    Counter:
      constructor: [int]
      methods:
        up: {parameters: [int]}
        half: {returns: optional<float>}
languages:
  python3: {editable: [counter.py]}
  javascript: {editable: [counter.js]}
  cpp: {editable: [counter.cpp]}
  java: {editable: [Counter.java]}
  go: {editable: [counter/counter.go]}
  rust: {editable: [counter.rs]}
groups:
  - {name: calls, calls: tests.yaml}
  - {name: python, framework: pytest, files: [test_it.py], tests: ["test_it.py::test_it"]}
  - {name: cpp, framework: googletest, files: [it.cpp], tests: [It.Counts]}
  - {name: java, framework: junit, files: [ItTest.java], tests: [ItTest.counts]}
  - {name: go, framework: go-test, files: [counter/it_test.go], tests: [TestIt]}
  - {name: rust, framework: cargo-test, files: [it_test.rs], tests: [it_test::counts]}
"""
SOLUTIONS = {
    LanguageId.PYTHON: b"""def count_words(words):
    return {word: words.count(word) for word in words}
class Counter:
    def __init__(self, start):
        self.value = start
    def up(self, by):
        self.value += by
    def half(self):
        return self.value / 2 if self.value else None
""",
    LanguageId.JAVASCRIPT: b"""class Counter {
  constructor(start) { this.value = start; }
  up(by) { this.value += by; }
  half() { return this.value ? this.value / 2 : null; }
}
const count_words = (words) => Object.fromEntries(words.map((one) => [one, words.filter((two) => two === one).length]));
module.exports = { Counter, count_words };
""",
    LanguageId.CPP: b"""#include <map>
#include <optional>
#include <string>
#include <vector>
std::map<std::string, long long> count_words(std::vector<std::string> words) {
  std::map<std::string, long long> found;
  for (auto& word : words) ++found[word];
  return found;
}
struct Counter {
  long long value;
  explicit Counter(long long start) : value(start) {}
  void up(long long by) { value += by; }
  std::optional<double> half() { return value ? std::optional<double>(value / 2.0) : std::nullopt; }
};
""",
    LanguageId.JAVA: b"""import java.util.*;
public class Counter {
  private long value;
  public static Map<String, Long> countWords(List<String> words) {
    Map<String, Long> found = new HashMap<>();
    for (String word : words) found.merge(word, 1L, Long::sum);
    return found;
  }
  public Counter(long start) { value = start; }
  public void up(long by) { value += by; }
  public Optional<Double> half() { return value == 0 ? Optional.empty() : Optional.of(value / 2.0); }
}
""",
    LanguageId.GO: b"""package counter
func CountWords(words []string) map[string]int {
  found := map[string]int{}
  for _, word := range words { found[word]++ }
  return found
}
type Counter struct { value int }
func NewCounter(start int) *Counter { return &Counter{start} }
func (own *Counter) Up(by int) { own.value += by }
func (own *Counter) Half() *float64 {
  if own.value == 0 { return nil }
  half := float64(own.value) / 2
  return &half
}
""",
    LanguageId.RUST: b"""use std::collections::HashMap;
pub fn count_words(words: Vec<String>) -> HashMap<String, i64> {
    let mut found = HashMap::new();
    for word in words { *found.entry(word).or_insert(0) += 1; }
    found
}
pub struct Counter { value: i64 }
impl Counter {
    pub fn new(start: i64) -> Counter { Counter { value: start } }
    pub fn up(&mut self, by: i64) { self.value += by; }
    pub fn half(&self) -> Option<f64> { if self.value == 0 { None } else { Some(self.value as f64 / 2.0) } }
}
""",
}
NAMES = {
    LanguageId.PYTHON: "counter.py",
    LanguageId.JAVASCRIPT: "counter.js",
    LanguageId.CPP: "counter.cpp",
    LanguageId.JAVA: "Counter.java",
    LanguageId.GO: "counter/counter.go",
    LanguageId.RUST: "counter.rs",
}
TESTS = {
    "tests.yaml": b"""tests:
  - {name: words, call: count_words, arguments: [[a, b, a]], expect: {a: 2, b: 1}}
  - name: a half
    steps:
      - {new: Counter, arguments: [0], as: one}
      - {of: one, call: half, expect: null}
      - {of: one, call: up, arguments: [3]}
      - {of: one, call: half, expect: 1.5}
""",
    "test_it.py": b"""from counter import Counter, count_words
def test_it():
    assert count_words(["a", "b", "a"]) == {"a": 2, "b": 1}
    one = Counter(0)
    assert one.half() is None
    one.up(3)
    assert one.half() == 1.5
""",
    "it.cpp": b"""#include <gtest/gtest.h>
#include "counter.cpp"
TEST(It, Counts) {
  EXPECT_EQ(count_words({"a", "b", "a"}).at("a"), 2);
  Counter one(0);
  EXPECT_FALSE(one.half());
  one.up(3);
  EXPECT_EQ(one.half(), 1.5);
}
""",
    "ItTest.java": b"""import static org.junit.jupiter.api.Assertions.assertEquals;
import java.util.*;
class ItTest {
  @org.junit.jupiter.api.Test
  void counts() {
    assertEquals(Map.of("a", 2L, "b", 1L), Counter.countWords(List.of("a", "b", "a")));
    Counter one = new Counter(0);
    assertEquals(Optional.empty(), one.half());
    one.up(3);
    assertEquals(Optional.of(1.5), one.half());
  }
}
""",
    "counter/it_test.go": b"""package counter
import "testing"
func TestIt(t *testing.T) {
  one := NewCounter(0)
  if one.Half() != nil || CountWords([]string{"a", "b", "a"})["a"] != 2 { t.Fatal("at first") }
  one.Up(3)
  if *one.Half() != 1.5 { t.Fatal(*one.Half()) }
}
""",
    "it_test.rs": b"""use crate::counter::{count_words, Counter};
#[test]
fn counts() {
    assert_eq!(count_words(vec!["a".into(), "b".into(), "a".into()])["a"], 2);
    let mut one = Counter::new(0);
    assert_eq!(one.half(), None);
    one.up(3);
    assert_eq!(one.half(), Some(1.5));
}
""",
}


@pytest.fixture(scope="module")
def task() -> Task:
    files = {"task.yaml": TASK, "statement.md": b"Count.\n", **TESTS}
    files |= {f"starter/{language.value}/{name}": b"\n" for language, name in NAMES.items()}
    files["submissions/accepted/counter.py"] = SOLUTIONS[LanguageId.PYTHON]
    return read_task(files, "counting")


@pytest.mark.parametrize("language", TASK_LANGUAGES)
def test_every_framework_reaches_every_language(language: LanguageId, task: Task, engine: DockerEngine) -> None:
    for one in TASK_LANGUAGES:
        image_building.build(engine.door, print, languages()[one].layer)
    program = Program("submission", language, {NAMES[language]: SOLUTIONS[language]}, NAMES[language])
    result = judge_task(task, program, engine)
    assert result.verdict is Verdict.ACCEPTED, [(one.name, one.reason) for one in result.tests] or result
    wrong = SOLUTIONS[language].replace(b"+= by", b"-= by")
    assert wrong != SOLUTIONS[language]
    judged = judge_task(task, Program("submission", language, {NAMES[language]: wrong}, NAMES[language]), engine)
    assert judged.verdict is Verdict.WRONG_ANSWER
