"""Words that a language has of its own: what it reserves, and what every program may use. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from editor.languages import LOOKS
from protocol.verdicts import LanguageId

_PYTHON = """
    False None True and as assert async await break case class continue def del elif else except finally for from
    global if import in is lambda match nonlocal not or pass raise return try while with yield
    abs all any ascii bin bool bytearray bytes callable chr classmethod complex delattr dict dir divmod enumerate eval
    exec filter float format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len
    list locals map max memoryview min next object oct open ord pow print property range repr reversed round set
    setattr slice sorted staticmethod str sum super tuple type vars zip
    ArithmeticError AssertionError AttributeError EOFError Exception ImportError IndexError KeyError KeyboardInterrupt
    LookupError MemoryError NameError NotImplementedError OSError OverflowError RecursionError RuntimeError
    StopIteration SyntaxError TypeError UnicodeDecodeError ValueError ZeroDivisionError __init__ __name__ __main__ self
    append extend insert remove pop index count sort reverse copy clear items keys values get setdefault update
    split strip lstrip rstrip join replace startswith endswith lower upper isdigit isalpha find readline readlines
    collections defaultdict deque Counter OrderedDict heapq heappush heappop heapify bisect bisect_left bisect_right
    itertools permutations combinations product accumulate functools lru_cache cache reduce dataclass math sqrt gcd
"""
_C_FUNCTIONS = """
    printf scanf fprintf sprintf snprintf sscanf puts gets fgets fputs getchar putchar malloc calloc realloc free
    memcpy memmove memset memcmp strlen strcpy strncpy strcat strcmp strncmp strchr strstr strtol atoi atof abs labs
    qsort bsearch exit rand srand sqrt pow floor ceil fabs include define ifdef ifndef endif pragma stdin stdout stderr
    size_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t NULL INT_MAX INT_MIN LLONG_MAX bool true
    false main assert
"""
_CPP = """
    alignas alignof and auto bool break case catch char char16_t char32_t class concept const consteval constexpr
    const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit
    export extern false final float for friend goto if inline int long mutable namespace new noexcept not nullptr
    operator or override private protected public register reinterpret_cast requires return short signed sizeof static
    static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union
    unsigned using virtual void volatile wchar_t while include define iostream vector string algorithm
    std cin cout cerr endl getline map set unordered_map unordered_set multiset multimap pair tuple queue priority_queue
    stack deque list array bitset optional variant function make_pair make_tuple make_unique make_shared unique_ptr
    shared_ptr push_back emplace_back pop_back push_front pop_front front back begin end rbegin rend size empty clear
    insert erase find count first second sort stable_sort reverse unique lower_bound upper_bound binary_search
    max_element min_element accumulate iota next_permutation swap max min abs gcd lcm greater less to_string stoi stoll
    substr numeric_limits size_t int64_t uint64_t sync_with_stdio tie
"""
_JAVA = """
    abstract assert boolean break byte case catch char class const continue default do double else enum extends final
    finally float for goto if implements import instanceof int interface long native new null package permits private
    protected public record return sealed short static strictfp super switch synchronized this throw throws transient
    true false try var void volatile while yield
    String StringBuilder System Integer Long Double Boolean Character Object Math Arrays List ArrayList LinkedList Map
    HashMap TreeMap LinkedHashMap Set HashSet TreeSet Deque ArrayDeque Queue PriorityQueue Collections Comparator
    Iterator Optional Stream Collectors Scanner BufferedReader InputStreamReader PrintWriter IOException Exception
    RuntimeException IllegalArgumentException println print printf format length size isEmpty contains containsKey
    getOrDefault computeIfAbsent putIfAbsent charAt substring indexOf split trim parseInt parseLong valueOf toString
    equals hashCode compareTo nextInt nextLong hasNext readLine append insert reverse sort stream forEach
"""
_SCRIPT = """
    as async await break case catch class const continue debugger default delete do else export extends false finally
    for from function get if import in instanceof let new null of return set static super switch this throw true try
    typeof undefined var void while with yield
    Array BigInt Boolean Date Error JSON Map Math Number Object Promise RegExp Set String Symbol WeakMap WeakSet
    console log error require module exports process stdin stdout readFileSync readline parseInt parseFloat isNaN
    push pop shift unshift slice splice concat join split map filter reduce forEach find findIndex some every includes
    indexOf sort reverse fill keys values entries length has add get set delete size toString trim padStart padEnd
    replace replaceAll match matchAll charAt charCodeAt codePointAt fromCharCode startsWith endsWith substring
    toLowerCase toUpperCase stringify parse floor ceil round max min abs sqrt pow Infinity NaN
"""
_C_SHARP = """
    abstract as async await base bool break byte case catch char checked class const continue decimal default delegate
    do double else enum event explicit extern false finally fixed float for foreach get goto if implicit in init int
    interface internal is lock long namespace new null object operator out override params private protected public
    readonly record ref return sbyte sealed set short sizeof static string struct switch this throw true try typeof
    uint ulong unchecked unsafe ushort using var virtual void volatile when where while yield
    Console WriteLine ReadLine Write Convert Math String StringBuilder List Dictionary HashSet Queue Stack SortedSet
    SortedDictionary PriorityQueue Tuple Array Linq Select Where OrderBy OrderByDescending GroupBy ToList ToArray Sum
    Max Min Any All First FirstOrDefault Count Length Add Remove Contains ContainsKey TryGetValue Parse TryParse Split
    Join Trim Substring IndexOf System Collections Generic
"""
_RUBY = """
    BEGIN END alias and begin break case class def defined? do else elsif end ensure false for if in module next nil
    not or redo rescue retry return self super then true undef unless until when while yield
    puts print gets p require require_relative attr_reader attr_writer attr_accessor each each_with_index map select
    reject reduce inject sort sort_by max min sum count first last push pop shift unshift include? empty? length size
    keys values to_i to_f to_s to_sym to_a split join strip chomp upcase downcase times upto downto step zip flatten
    uniq reverse group_by each_slice each_cons Array Hash Integer Float String Struct Set Comparable Enumerable
"""
_BASH = """
    if then else elif fi for while until do done case esac in function select time return break continue exit export
    local declare readonly unset shift source echo printf read test set trap eval exec cat grep sed awk sort uniq head
    tail wc cut tr seq mapfile
"""
_LUA = """
    and break do else elseif end false for function goto if in local nil not or repeat return then true until while
    print pairs ipairs type tostring tonumber assert error pcall setmetatable getmetatable require select unpack
    string table math io os insert remove concat sort format gsub gmatch match find sub rep reverse lower upper byte
    char len floor ceil max min abs huge random read lines write
"""
_ADDED: Mapping[LanguageId, str] = {
    LanguageId.BASH: _BASH,
    LanguageId.C: _C_FUNCTIONS,
    LanguageId.CPP: _CPP,
    LanguageId.C_SHARP: _C_SHARP,
    LanguageId.GO: """
        fmt Println Printf Sprintf Fscan Fprintln Errorf bufio NewReader NewScanner NewWriter os Stdin Stdout strings
        Builder Fields Split Join Repeat Contains strconv Atoi Itoa ParseInt sort Slice Ints Strings math Sqrt MaxInt
        errors main Scan Text Flush WriteString
    """,
    LanguageId.JAVA: _JAVA,
    LanguageId.JAVASCRIPT: _SCRIPT,
    LanguageId.KOTLIN: """
        println print readLine readln listOf mutableListOf mapOf mutableMapOf setOf mutableSetOf arrayOf intArrayOf
        IntArray LongArray Array List MutableList Map MutableMap Set String Int Long Double Boolean Char Pair Triple
        map filter forEach forEachIndexed fold reduce sumOf maxOrNull minOrNull sorted sortedBy sortedByDescending
        groupBy joinToString split trim toInt toLong toList toMutableList withIndex until downTo step repeat let also
        apply run with maxOf minOf require check error
    """,
    LanguageId.LUA: _LUA,
    LanguageId.PHP: """
        array_map array_filter array_reduce array_keys array_values array_merge array_push array_pop array_shift
        array_slice array_sum count explode implode str_repeat strlen substr strpos str_replace strtolower strtoupper
        trim intval floatval fgets STDIN STDOUT PHP_EOL sort rsort usort ksort asort in_array range max min abs
        floor ceil round sprintf printf json_encode json_decode
    """,
    LanguageId.PYPY: _PYTHON,
    LanguageId.PYTHON: _PYTHON,
    LanguageId.RUBY: _RUBY,
    LanguageId.RUST: """
        println print eprintln format vec panic assert assert_eq HashMap HashSet BTreeMap BTreeSet VecDeque BinaryHeap
        Rc RefCell Some None Ok Err iter into_iter map filter collect unwrap unwrap_or expect push pop insert remove
        contains contains_key entry or_insert len is_empty clone to_string parse split_whitespace lines trim chars
        bytes read_line stdin stdout derive Debug Clone Copy PartialEq Eq Hash PartialOrd Ord Default std collections
    """,
    LanguageId.SCALA: """
        println print readLine readInt List Seq Vector Map Set Array Option Some None Either Left Right Int Long Double
        Boolean String Char Unit map flatMap filter foldLeft foldRight reduce foreach zip zipWithIndex sorted sortBy
        groupBy mkString split toInt toLong toList toArray toMap max min sum head tail isEmpty nonEmpty getOrElse
        mutable ArrayBuffer StdIn
    """,
    LanguageId.TYPESCRIPT: _SCRIPT,
}


def own_words(language: LanguageId) -> frozenset[str]:
    """The language's own words."""
    return frozenset(" ".join((*LOOKS[language].keywords, _ADDED.get(language, ""))).split())
