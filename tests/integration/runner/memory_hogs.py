"""One program a language that takes memory without end, for the tests of the memory limit."""

from __future__ import annotations

from protocol.verdicts import LanguageId

HOGS: dict[LanguageId, str] = {
    LanguageId.CRYSTAL: ("all = [] of Bytes\nloop { all << Bytes.new(1 << 20, 1_u8) }\n"),
    LanguageId.C_SHARP: (
        "using System.Collections.Generic;\n"
        "class A {\n"
        "    static void Main() {\n"
        "        var all = new List<int[]>();\n"
        "        for (;;) {\n"
        "            var part = new int[1 << 20];\n"
        "            for (int i = 0; i < part.Length; i += 512) part[i] = 1;\n"
        "            all.Add(part);\n"
        "        }\n"
        "    }\n"
        "}\n"
    ),
    LanguageId.ELIXIR: (
        "defmodule A do\n  def grow(all), do: grow([Enum.to_list(1..100_000) | all])\nend\nA.grow([])\n"
    ),
    LanguageId.ERLANG: (
        "-module(solution).\n"
        "-export([main/0]).\n"
        "main() -> grow([]).\n"
        "grow(All) -> grow([lists:seq(1, 100000) | All]).\n"
    ),
    LanguageId.GO: (
        "package main\n"
        "\n"
        "var all [][]byte\n"
        "\n"
        "func main() {\n"
        "\tfor {\n"
        "\t\ta := make([]byte, 1<<20)\n"
        "\t\tfor i := range a {\n"
        "\t\t\ta[i] = 1\n"
        "\t\t}\n"
        "\t\tall = append(all, a)\n"
        "\t}\n"
        "}\n"
    ),
    LanguageId.HASKELL: (
        "main :: IO ()\n"
        "main = let all = [1 ..] :: [Integer] in print (sum all + product (take 3 all) + fromIntegral (length all))\n"
    ),
    LanguageId.JAVA: (
        "public class Main {\n"
        "    public static void main(String[] a) {\n"
        "        var all = new java.util.ArrayList<int[]>();\n"
        "        while (true) all.add(new int[1 << 20]);\n"
        "    }\n"
        "}\n"
    ),
    LanguageId.JAVASCRIPT: ("const all = [];\nfor (;;) all.push(new Array(1e6).fill(all.length + 0.5));\n"),
    LanguageId.KOTLIN: (
        "fun main() {\n    val all = ArrayList<IntArray>()\n    while (true) all.add(IntArray(1 shl 20))\n}\n"
    ),
    LanguageId.LISP: "(let ((all nil)) (loop (push (make-array 1000000 :initial-element 1) all)))\n",
    LanguageId.LUA: ("local all = {}\nwhile true do all[#all + 1] = string.rep('x', 1 << 20) .. #all end\n"),
    LanguageId.OCAML: "let () = let all = ref [] in while true do all := Bytes.make 1048576 'x' :: !all done\n",
    LanguageId.OCTAVE: ("all = {};\nwhile true\n  all{end + 1} = rand(1000);\nend\n"),
    LanguageId.PERL: "my @all; while (1) { push @all, 'x' x (1 << 20); }\n",
    LanguageId.PHP: ("<?php\n$all = [];\nwhile (true) { $all[] = str_repeat('x', 1 << 20); }\n"),
    LanguageId.PYPY: ("all = []\nwhile True:\n    all.append(list(range(100000)))\n"),
    LanguageId.PYTHON: ("all = []\nwhile True:\n    all.append(bytearray(1 << 20))\n"),
    LanguageId.R: ("all <- list()\nrepeat all[[length(all) + 1]] <- runif(1e6)\n"),
    LanguageId.RUBY: ("all = []\nloop { all << 'x' * (1 << 20) }\n"),
    LanguageId.SCALA: (
        "object Main {\n"
        "  def main(a: Array[String]): Unit = {\n"
        "    var all = List[Array[Int]]()\n"
        "    while (true) all = new Array[Int](1 << 20) :: all\n"
        "  }\n"
        "}\n"
    ),
    LanguageId.SCHEME: "(let loop ((all '())) (loop (cons (make-vector 100000 1) all)))\n",
    LanguageId.TCL: ("set all {}\nwhile 1 { lappend all [string repeat x 1000000][llength $all] }\n"),
}
