"""Correct programs with what people use in each language, and mistakes planted in them: (right, wrong, line)."""

from __future__ import annotations

from protocol.verdicts import LanguageId

PYTHON = '''import sys
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Point[T]:
    x: int = 0
    tags: list[str] = field(default_factory=list)


async def gather(*values: int, key=lambda v: -v, **rest) -> dict[str, int]:
    async with sys.stdin as source:
        total = sum(v * 2 for v in values if v > 0)
    match values:
        case [first, *others] if first > 0:
            print(f"{first!r:>10} {others[0]:.{total}f}", file=sys.stderr)
        case Point(x=0) | None:
            raise ValueError("none") from None
        case _:
            pass
    return {name: number for name, number in rest.items()} | {"total": (n := total) + n}


if __name__ == "__main__":
    text = """several
    lines"""
    a, *b = map(int, input().split())
    print(a if b else not a, b[::-1], text[1:2], sep="")
'''
C = r"""#include <stdio.h>
#include <stdlib.h>
#include <inttypes.h>
#define MAXN 100005
#define max(a, b) ((a) > (b) ? (a) : (b))
typedef struct node { int value; struct node *next; } node_t;
typedef int (*compare_t)(const void *, const void *);
static int grid[MAXN][4] = {{1, 2}, [3] = {4}};
static int by_value(const void *left, const void *right) {
    return *(const int *)left - *(const int *)right;
}
int main(int argc, char **argv) {
    unsigned long long n = 0ULL;
    node_t *head = malloc(sizeof *head), local = {.value = 3};
    for (int i = 0, j = 10; i < j; ++i, --j) {
        if (scanf("%" SCNu64, &n) != 1) break;
        switch (i) { case 0: case 1: grid[i][0] = max(i, j); break; default: goto done; }
    }
    do { head->value += local.value << 2; } while (--n > 0 && head);
    qsort(grid, MAXN, sizeof(grid[0]), by_value);
done:
    printf("%d %s\n", head ? head->value : -1, argc > 1 ? argv[1] : "none");
    return 0;
}
"""
CPP = r"""#include <bits/stdc++.h>
using namespace std;
#define rep(i, a, b) for (int i = (a); i < (b); ++i)
#define all(x) begin(x), end(x)
#define MOD 1000000007
typedef long long ll;
using vi = vector<int>;
template <typename T, size_t N = 3>
struct Tree {
    array<T, N> nodes{};
    Tree() = default;
    explicit Tree(initializer_list<T> from) : nodes{} { copy(all(from), nodes.begin()); }
    bool operator<(const Tree& other) const noexcept { return nodes < other.nodes; }
    auto size() const -> size_t { return N; }
};
namespace { constexpr ll power(ll base, ll e) { return e ? base * power(base, e - 1) % MOD : 1; } }
template <class... Args> void show(Args&&... args) { ((cout << args << ' '), ...); }
enum class Colour : uint8_t { Red, Green };
int loops() {
    int total = 0;
    rep(i, 0, 10) rep(j, 0, i) total += j;
    return total;
}
int main() {
    ios::sync_with_stdio(false); cin.tie(nullptr);
    map<string, vector<pair<int, ll>>> table;
    for (auto& [key, list] : table) sort(all(list), [&](const auto& a, const auto& b) { return a.second > b.second; });
    unique_ptr<Tree<int>> tree = make_unique<Tree<int>>();
    if (auto found = table.find("x"); found != table.end()) show(found->first, R"(raw "text")", 1'000'000);
    try { throw runtime_error("bad"); } catch (const exception& error) { cerr << error.what(); }
    return static_cast<int>(tree->size() >> 1) + (loops() ? 0 : 1);
}
"""
JAVA = '''import java.util.*;
import java.util.stream.Collectors;
public class Main {
    sealed interface Shape permits Circle, Square {}
    record Circle(double radius) implements Shape {}
    record Square(double side) implements Shape {}
    enum Colour { RED(1), GREEN(2); private final int code; Colour(int code) { this.code = code; } }
    static <T extends Comparable<? super T>> T best(List<T> all) { return Collections.max(all); }
    static double area(Shape shape) {
        return switch (shape) {
            case Circle c -> Math.PI * c.radius() * c.radius();
            case Square s -> { double side = s.side(); yield side * side; }
        };
    }
    @Override public String toString() { return """
        a "text" block
        """; }
    public static void main(String[] args) throws Exception {
        int[][] grid = new int[3][];
        Map<String, List<Integer>> groups = new TreeMap<>((a, b) -> b.compareTo(a));
        for (String line : args) groups.computeIfAbsent(line, k -> new ArrayList<>()).add(1);
        try (var reader = new Scanner(System.in)) { while (reader.hasNextInt()) { grid[0][0] += reader.nextInt(); } }
        catch (IllegalStateException | NullPointerException e) { e.printStackTrace(); } finally { System.out.flush(); }
        System.out.println(groups.values().stream().map(List::size).collect(Collectors.toList()));
        if (area(new Circle(1)) instanceof Object o && o != null) label: for (;;) { break label; }
    }
}
'''
JAVASCRIPT = r"""#!/usr/bin/env node
'use strict';
const { readFileSync: read } = require('fs');
class Queue extends Array {
  #size = 0;
  static of(...items) { return new Queue().concat(items); }
  get size() { return this.#size ?? 0; }
  *[Symbol.iterator]() { yield* [1, 2]; }
}
const lines = read(0, 'utf8').split(/\r?\n/g).map(line => line.trim());
async function main({ a = 1, b, ...rest } = {}) {
  for await (const part of []) console.log(`${part}: ${rest?.x?.[0] ?? `nested ${a}`}`);
  label: for (let i = 0; i < 10; i++) { if (i % 2) continue label; else break; }
  const big = 10n ** 3n, o = { [`k${a}`]: 1, method() {}, get x() { return b; }, ...rest };
  try { await Promise.all([1, 2].map(async x => x * 2)); } catch { throw new Error('no'); } finally { o.x; }
  switch (typeof big) { case 'bigint': return lines.length; default: return void 0 }
}
main().then(value => console.log(value));
"""
TYPESCRIPT = r"""import * as fs from 'fs';
type Pair<A, B = A> = readonly [first: A, second?: B];
interface Node<T> { value: T; next?: Node<T>; readonly [key: string]: unknown; }
enum Colour { Red = 1, Green }
abstract class Heap<T extends object> implements Iterable<T> {
  private items: T[] = [];
  constructor(protected readonly less: (a: T, b: T) => boolean) {}
  abstract [Symbol.iterator](): Iterator<T>;
  push(item: T): this { this.items.push(item); return this; }
}
declare const outside: number;
function isText(value: unknown): value is string { return typeof value === 'string'; }
const input: string = fs.readFileSync(0, 'utf8');
const counts = new Map<string, number>();
for (const word of input.split(' ') as string[]) counts.set(word, (counts.get(word) ?? 0) + 1);
let table: Record<string, Partial<Node<number>>> = {} satisfies object;
const last = [1, 2, 3].at(-1)! as number;
export type Keys<T> = { [K in keyof T]: T[K] extends infer U ? U : never };
console.log(`${last} ${isText(input) ? Colour[1] : outside}`, <number>last, table);
"""
GO = """package main

import (
	"bufio"
	"fmt"
	"os"
)

type number interface{ ~int | ~float64 }

type point[T number] struct {
	x, y T `json:"x"`
}

func (p *point[T]) add(others ...point[T]) (sum T, err error) {
	for _, other := range others {
		sum += other.x
	}
	return
}

func main() {
	reader := bufio.NewReader(os.Stdin)
	var n, m int
	if _, err := fmt.Fscan(reader, &n, &m); err != nil {
		panic(err)
	}
	counts := map[string][]int{"a": {1, 2}}
	channel := make(chan int, 3)
	go func() { defer close(channel); channel <- n }()
	select {
	case value, ok := <-channel:
		fmt.Printf("%d %v\\n", value, ok)
	default:
	}
	switch x := any(m).(type) {
	case int, int64:
		fmt.Println(x, len(counts["a"][1:]))
	}
	for i := range 3 {
		n ^= i << 1
	}
}
"""
RUST = r"""use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, Read};

#[derive(Debug, Clone, PartialEq)]
enum Shape<'a> { Circle(f64), Named { name: &'a str }, Empty }

trait Area { const SIDES: usize = 0; fn area(&self) -> f64; }
impl<'a> Area for Shape<'a> {
    fn area(&self) -> f64 {
        match self { Shape::Circle(r) if *r > 0.0 => r * r, Shape::Named { name, .. } => name.len() as f64, _ => 0.0 }
    }
}
fn largest<T: PartialOrd + Copy>(items: &[T]) -> Option<T> where T: std::fmt::Debug {
    let mut it = items.iter();
    let mut best = *it.next()?;
    for &item in it { if item > best { best = item; } }
    Some(best)
}
macro_rules! square { ($x:expr) => { $x * $x }; }
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let numbers: Vec<i64> = text.split_whitespace().map(|w| w.parse().unwrap_or(0)).collect::<Vec<_>>();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    *counts.entry("a").or_insert(0) += 1;
    'outer: loop { while let Some(x) = numbers.first() { if *x == 1 { break 'outer; } else { break; } } break; }
    println!("{:?} {} {}", largest(&numbers), square!(3u64), r#"raw "text""#);
    let tree: BTreeMap<i32, [u8; 4]> = (0..=3).map(|i| (i, [0; 4])).collect();
    unsafe { let _p = &tree as *const _; }
    Ok(())
}
"""
C_SHARP = r"""using System;
using System.Collections.Generic;
using System.Linq;

namespace Solution;

public record Point(int X, int Y = 0);
public interface IShape { double Area { get; } }
public class Circle<T> : IShape where T : struct
{
    private readonly List<T> items = new();
    public double Area => Math.PI * Math.Pow(items.Count, 2);
    public string? Name { get; init; } = "none";
    public T this[int index] { get => items[index]; set { items[index] = value; } }
    public static Circle<T> operator +(Circle<T> a, Circle<T> b) => a;
}
static class Program
{
    static async System.Threading.Tasks.Task Main(string[] args)
    {
        var numbers = Console.ReadLine()?.Split(' ').Select(int.Parse).ToArray() ?? Array.Empty<int>();
        var query = from n in numbers where n > 0 orderby n descending select n * 2;
        foreach (var (key, value) in new Dictionary<string, int> { ["a"] = 1 }) Console.WriteLine($"{key,5}: {value}");
        string word = numbers.Length switch { 0 => "none", > 1 and < 5 => "some", _ => @"many\" };
        if (args is { Length: > 0 } && args[0] is string first) { Console.Write(first + word + query.Count()); }
        using var reader = new System.IO.StringReader("x");
        try { int[,] grid = new int[2, 3]; grid[0, 1]++; } catch (Exception e) when (e.Message != "") { throw; }
        for (int i = 0, j = 9; i < j; i++, j--) { (numbers[i], numbers[j]) = (numbers[j], numbers[i]); }
        await System.Threading.Tasks.Task.Delay(1);
    }
}
"""
RUBY = r"""# frozen_string_literal: true
require 'set'

Point = Struct.new(:x, :y) do
  def +(other) = Point.new(x + other.x, y + other.y)
end

module Greeting
  class << self
    attr_accessor :name
  end
  def greet(name = 'you', *rest, key: 1, **options, &block)
    return yield(name) if block_given?
    puts "Hello #{name.upcase} #{rest.map { |r| r * 2 }.join(', ')}" unless options.empty?
  rescue ArgumentError, TypeError => e
    warn e.message
  ensure
    @count ||= 0
  end
end

n, m = gets.split.map(&:to_i)
words = %w[a b c]
case [n, m]
in [Integer => a, _] if a > 0 then puts a
else puts words[1..], :"a b", /x+#{n}/i
end
table = Hash.new { |hash, key| hash[key] = [] }
until n.nil? || n <= 0
  n -= 1
  next if n.odd?
  table[n] << ->(x) { x**2 }.call(n)
end
text = <<~TEXT
  total #{table.size}
TEXT
puts text, n&.zero? ? 1 : 2
"""
PHP = r"""<?php
declare(strict_types=1);
namespace App;
use InvalidArgumentException as Bad;

enum Suit: string { case Hearts = 'H'; case Spades = 'S'; }
interface Shape { public function area(): float; }
abstract class Base implements Shape {
    public function __construct(protected readonly int $side = 1, private ?string $name = null) {}
    abstract public static function make(int ...$values): static;
}
function largest(array $items, callable $key = null): int|string|null {
    usort($items, fn($a, $b) => $b <=> $a);
    foreach ($items as $index => $item) { if ($index > 3) continue; yield $item; }
    return $items[0] ?? null;
}
[$n, $m] = array_map('intval', explode(' ', trim(fgets(STDIN))));
$word = match (true) { $n > 0, $m > 0 => "some {$n} ${m}", default => 'none' };
$add = function (int $x) use ($n, &$m): int { static $calls = 0; return $x + $n + ++$calls; };
try { echo $add(1), PHP_EOL; } catch (Bad | \TypeError $e) { throw $e; } finally { unset($word); }
for ($i = 0, $j = 1; $i < 10; $i++): echo $i; endfor;
echo <<<TEXT
  Hello {$n} there
  TEXT;
print(new class { public array $items = ['a' => 1, ...[]]; })?->items['a'];
"""
BASH = r"""#!/usr/bin/env bash
set -euo pipefail
declare -A counts=([a]=1)
greet() {
  local name="${1:-you}" rest=("${@:2}")
  printf '%s\n' "Hello ${name^^} ${#rest[@]}"
}
while IFS= read -r line || [[ -n $line ]]; do
  for word in $line; do
    ((counts[$word]++)) || true
  done
  case "$line" in
    a*|b?) greet "$line" ;;
    [0-9]) echo $((line * 2 + 1)) ;;
    *) continue ;;
  esac
done < <(cat)
if (( ${#counts[@]} > 1 )) && ! grep -q "x" <<< "abc"; then
  echo "many: $(echo "$(date +%s)" | wc -c)"
elif [ -z "${line:-}" ]; then
  cat <<EOF
total $((1 + 1))
EOF
else
  exit 1
fi
for ((i = 0; i < 3; i++)); do echo "$i" >&2; done
"""
KOTLIN = r"""import java.util.*
import kotlin.math.max

data class Point<T : Comparable<T>>(val x: T, var y: T? = null)
sealed interface Shape { val area: Double }
class Circle(private val radius: Double) : Shape { override val area get() = Math.PI * radius * radius }
enum class Colour(val code: Int) { RED(1), GREEN(2); fun next() = values()[(ordinal + 1) % values().size] }
object Registry { const val LIMIT = 10; private val items by lazy { mutableListOf<Int>() } }
inline fun <reified T> List<*>.only(): List<T> = filterIsInstance<T>()
infix fun Int.plusTwice(other: Int): Int = this + other * 2

fun main(args: Array<String>) {
    val (n, m) = readLine()!!.split(" ").map { it.toInt() }
    val counts = HashMap<String, MutableList<Int>>()
    for (i in 0 until n step 2) counts.getOrPut("k$i") { mutableListOf() }.add(i)
    val word = when {
        n > m -> "more"
        n in 1..10 || m !is Int -> { "some ${n plusTwice m}" }
        else -> throw IllegalStateException("no")
    }
    outer@ for (c in word) { while (true) { if (c == 'x') continue@outer else break } }
    val best = try { args[0].toInt() } catch (e: Exception) { -1 } finally { println() }
    println(listOf(1, 2).fold(0) { total, x -> max(total, x) } + (best ?: 0))
    counts["a"]?.forEach { println(it) } ?: run { println("none") }
}
"""
SCALA = r"""import scala.collection.mutable
import scala.io.StdIn.{readLine, readInt}

sealed trait Shape { def area: Double }
case class Circle(radius: Double) extends Shape { override def area: Double = math.Pi * radius * radius }
case object Empty extends Shape { val area = 0.0 }
class Queue[+A](items: List[A] = Nil) {
  def push[B >: A](item: B): Queue[B] = new Queue(item :: items)
}
object Main {
  implicit val order: Ordering[Circle] = Ordering.by(_.radius)
  def best[T](all: Seq[T])(implicit ordering: Ordering[T]): Option[T] = if (all.isEmpty) None else Some(all.max)
  def main(args: Array[String]): Unit = {
    val Array(n, m) = readLine().split(" ").map(_.toInt)
    lazy val counts = mutable.Map.empty[String, Int].withDefaultValue(0)
    for {
      i <- 0 until n if i % 2 == 0
      j <- List(1, 2)
    } counts(s"$i${j + 1}") += 1
    val word = (n, m) match {
      case (0, _) | (_, 0) => "none"
      case (a, b) if a > b => f"more $a%2d"
      case _ => throw new RuntimeException("no")
    }
    var total = 0L
    while (total < 10) { total += 1 }
    try println(word) catch { case e: Exception => e.printStackTrace() } finally println()
    println(counts.toSeq.sortBy { case (key, value) => (-value, key) }.map(_._1).mkString("(", ", ", ")"))
  }
}
"""
LUA = r"""local Point = {}
Point.__index = Point
function Point.new(x, y) return setmetatable({x = x, y = y or 0, [1] = "a"; "b"}, Point) end
function Point:add(other, ...)
  local rest = {...}
  if other == nil then return self elseif #rest > 0 then return rest[1] else self.x = self.x + other.x end
  return self
end
local n, m = io.read("*n", "*n")
local counts <const> = {}
for i = 1, n or 3, 2 do counts[i] = (counts[i] or 0) + 1 // 1 end
for key, value in pairs(counts) do
  while value > 0 do
    value = value - 1
    if value % 2 == 0 then goto continue end
    break
    ::continue::
  end
end
repeat m = (m or 0) ~ 3 until m ~= 0 and not (m < 0)
local text = [[
several lines]]
print(("%d %s"):format(#text, text .. "\n"), function(...) return select("#", ...) end)
--[[ a long
comment ]]
"""

CORRECT: dict[LanguageId, str] = {
    LanguageId.PYTHON: PYTHON,
    LanguageId.PYPY: PYTHON,
    LanguageId.C: C,
    LanguageId.CPP: CPP,
    LanguageId.JAVA: JAVA,
    LanguageId.JAVASCRIPT: JAVASCRIPT,
    LanguageId.TYPESCRIPT: TYPESCRIPT,
    LanguageId.GO: GO,
    LanguageId.RUST: RUST,
    LanguageId.C_SHARP: C_SHARP,
    LanguageId.RUBY: RUBY,
    LanguageId.PHP: PHP,
    LanguageId.BASH: BASH,
    LanguageId.KOTLIN: KOTLIN,
    LanguageId.SCALA: SCALA,
    LanguageId.LUA: LUA,
}
PLANTED: dict[LanguageId, tuple[tuple[str, str, int], ...]] = {
    LanguageId.PYTHON: (
        ("if __name__ ==", "if __name__ = =", 24),
        ("*values: int,", "*values: int,, ", 11),
        ("map(int, input().split())", "map(int, input().split()", 27),
        ("    match values:", "    match values", 14),
        ("b[::-1]", "b[::-1]]", 28),
    ),
    LanguageId.PYPY: (("a, *b = map", "a, *b = = map", 27),),
    LanguageId.C: (
        ("unsigned long long n = 0ULL;", "unsigned long long n = 0ULL", 13),
        ("--n > 0 && head)", "--n > 0 && head", 19),
        ("    return 0;", "    return 0;;)", 23),
    ),
    LanguageId.CPP: (
        ("return e ? base", "return e ?? base", 16),
        ("using vi = vector<int>;", "using vi = vector<int>", 7),
        ("cin.tie(nullptr);", "cin.tie(nullptr;", 25),
    ),
    LanguageId.JAVA: (
        ("new int[3][];", "new int[3][]", 19),
        ("double side = s.side();", "double side = = s.side();", 12),
        ("(String line : args)", "(String line : args", 21),
    ),
    LanguageId.JAVASCRIPT: (
        ("return new Queue().concat", "return new Queue().(concat", 6),
        ("case 'bigint':", "case 'bigint'", 16),
        ("[1, 2].map(async", "[1, 2.map(async", 15),
    ),
    LanguageId.TYPESCRIPT: (
        ("Red = 1, Green }", "Red = = 1, Green }", 4),
        ("private items: T[] = [];", "private items: T[ = [];", 6),
    ),
    LanguageId.GO: (
        ("channel := make(chan int, 3)", "channel := make(chan int, 3", 29),
        ("var n, m int", "var n,, m int", 24),
    ),
    LanguageId.RUST: (
        ("let mut it = items.iter();", "let mut it = items.iter()", 14),
        ("String::new();", "String::new(;", 21),
        ("where T: std", "where where T: std", 13),
    ),
    LanguageId.C_SHARP: (
        ("private readonly List<T> items = new();", "private readonly List<T> items = new(;", 11),
        ("Console.Write(first", "Console.Write(= first", 25),
    ),
    LanguageId.RUBY: (("words = %w[a b c]", "words = = %w[a b c]", 23), ("n -= 1", "n -= )", 30)),
    LanguageId.PHP: (
        ("return $items[0] ?? null;", "return $items[0 ?? null;", 15),
        ("$i = 0, $j = 1", "$i = = 0, $j = 1", 21),
    ),
    LanguageId.BASH: (("elif [ -z", "elif ) [ -z", 20), ("  local name", "  local ( name", 5)),
    LanguageId.KOTLIN: (("val best = try", "val best = = try", 22), ("fold(0) {", "fold((0) {", 23)),
    LanguageId.SCALA: (
        ("if (all.isEmpty) None else", "if (all.isEmpty None else", 12),
        ("println(counts.toSeq", "println((counts.toSeq", 28),
    ),
    LanguageId.LUA: (("local rest = {...}", "local rest = {...", 5), ("local n, m = io", "local n, m = = io", 9)),
}
