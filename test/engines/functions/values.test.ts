import { type Execution, engines } from '../../../plugin/engines/engine.ts';
import { bytesOf, textOf } from '../../../plugin/go/byte-string.ts';

// What Go's values show of themselves in odd places. The wanted texts are Go's own, with sprig 3.3.0.

const execution: Execution = { now: () => 0, missingKey: 'error', maxSteps: 1_000_000, maxOutputBytes: 100_000 };

type Row = readonly [does: string, template: string, want: string];

const groups: readonly (readonly [string, readonly Row[]])[] = [
  [
    'objects under printf',
    [
      [
        'a time under verbs that ask for no text',
        '{{ printf "%d %+d %t %e %c" (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") }}',
        '{500000000 63713531045 0} {+500000000 +63713531045 +0} {%!t(uint64=500000000) %!t(int64=63713531045) %!t(*time.Location=<nil>)} {%!e(uint64=500000000) %!e(int64=63713531045) %!e(*time.Location=<nil>)} {� � %!c(*time.Location=<nil>)}',
      ],
      [
        'a time with width and zeros',
        '{{ printf "%5d %-5d| %05d %010z" (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") }}',
        '{500000000 63713531045     0} {500000000 63713531045 0    }| {500000000 63713531045 00000} {%!z(uint64=0500000000) %!z(int64=63713531045) %!z(*time.Location=00000<nil>)}',
      ],
      [
        'a time in hexadecimal is its text',
        '{{ printf "%x %X %.4s %q" (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") }}',
        '323032302d30312d30322030333a30343a30352e35202b3030303020555443 323032302D30312D30322030333A30343A30352E35202B3030303020555443 2020 "2020-01-02 03:04:05.5 +0000 UTC"',
      ],
      [
        'a time in Go syntax',
        '{{ printf "%#v %#v %.8v" (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "x" "") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") }}',
        'time.Date(2020, time.January, 2, 3, 4, 5, 500000000, time.UTC) time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC) 2020-01-',
      ],
      [
        'a time in a zone in Go syntax',
        '{{ toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05+02:00" | printf "%#v" }}',
        'time.Date(2020, time.January, 2, 3, 4, 5, 0, time.Location(""))',
      ],
      [
        'a time in a list and in a map',
        '{{ printf "%d %#v" (list (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") 1) (dict "t" (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z")) }}',
        '[{500000000 63713531045 0} 1] map[string]interface {}{"t":time.Date(2020, time.January, 2, 3, 4, 5, 500000000, time.UTC)}',
      ],
      [
        'a version under verbs that ask for no text',
        '{{ printf "%d %+d %t" (semver "v1.2.3-a+b") (semver "v1.2.3-a+b") (semver "v1.2.3-a+b") }}',
        '&{1 2 3 %!d(string=a) %!d(string=b) %!d(string=v1.2.3-a+b)} &{+1 +2 +3 %!d(string=a) %!d(string=b) %!d(string=v1.2.3-a+b)} &{%!t(uint64=1) %!t(uint64=2) %!t(uint64=3) %!t(string=a) %!t(string=b) %!t(string=v1.2.3-a+b)}',
      ],
      [
        'a version in Go syntax',
        '{{ printf "%#v %#v" (semver "v1.2.3-a+b") ((semver "v1.2.3-a+b").IncMinor) }}',
        '&semver.Version{major:0x1, minor:0x2, patch:0x3, pre:"a", metadata:"b", original:"v1.2.3-a+b"} semver.Version{major:0x1, minor:0x3, patch:0x0, pre:"", metadata:"", original:"v1.3.0"}',
      ],
      [
        'a version in a map',
        '{{ printf "%d %v %#v" (dict "v" ((semver "v1.2.3-a+b").IncMajor)) (dict "v" (semver "v1.2.3-a+b")) (dict "v" ((semver "v1.2.3-a+b").IncPatch)) }}',
        'map[%!d(string=v):{2 0 0 %!d(string=) %!d(string=) %!d(string=v2.0.0)}] map[v:1.2.3-a+b] map[string]interface {}{"v":semver.Version{major:0x1, minor:0x2, patch:0x3, pre:"", metadata:"", original:"v1.2.3"}}',
      ],
      [
        'a month, a weekday and a duration in Go syntax',
        '{{ printf "%#v %#v %#v %d" (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Month (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Weekday ((toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Sub (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z")) (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Month }}',
        '1 4 0 1',
      ],
      [
        'a place',
        '{{ printf "%v %s %d %#v" (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Location (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Location (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Location (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Location }}',
        'UTC UTC &{%!d(string=UTC) [] [] %!d(string=) 0 0 0} &time.Location{name:"UTC", zone:[]time.zone(nil), tx:[]time.zoneTrans(nil), extend:"", cacheStart:0, cacheEnd:0, cacheZone:(*time.zone)(nil)}',
      ],
      [
        'what fits no verb is not asked for its text',
        '{{ printf "%w %w %p %p" (list (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Month) (dict "v" ((semver "v1.2.3-a+b").IncMajor)) (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Month }}',
        '%!w([]interface {}=[1]) %!w(map[string]interface {}=map[v:{2 0 0   v2.0.0}]) %!p(time.Time={500000000 63713531045 <nil>}) %!p(time.Month=1)',
      ],
      ['the address of a nil list', '{{ printf "%p %#p" (concat) (rest list) }}', '0x0 0'],
      ['a verb that is no UTF-8', String.raw`{{ printf "%\xff|%5\xc3|" 1 }}`, '%!�(int=1)|%!�(MISSING)|'],
    ],
  ],
  [
    'the room of lists',
    [
      [
        'JSON arrays',
        '{{ slice (fromJson "[1,2,3]") 0 4 }} {{ slice (fromJson "[1,2,3,4,5]") 2 8 }}',
        '[1 2 3 <nil>] [3 4 5 <nil> <nil> <nil>]',
      ],
      ['YAML sequences', '{{ slice (get (fromYaml "a: [1, 2, 3]") "a") 1 4 | toJson }}', '[2,3,null]'],
      ['numbers and zeros', '{{ slice (until 5) 3 8 }} {{ slice (untilStep 0 6 2) 2 4 }}', '[3 4 0 0 0] [4 0]'],
      [
        'what was appended',
        '{{ slice (append (list 1 2 3) 4) 3 6 | toJson }} {{ slice (push (splitList "," "a,b") "c") 2 4 | toJson }}',
        '[4,null,null] ["c",null]',
      ],
      ['what was prepended', '{{ slice (prepend (until 16) "x") 15 18 | toJson }}', '[14,15,null]'],
      [
        'what was left of a list',
        '{{ slice (uniq (list 1 1 2 3)) 2 4 }} {{ slice (compact (list 1 0 2 3)) 2 4 }} {{ slice (without (list 1 2 3 4) 1) 2 4 }}',
        '[3 <nil>] [3 <nil>] [4 <nil>]',
      ],
      ['joined lists', '{{ slice (concat (list 1 2) (list 3 4 5)) 4 8 }}', '[5 <nil> <nil> <nil>]'],
      [
        'matches',
        '{{ slice (regexFindAll "[a-z]" "a,b" -1) 1 10 | toJson }} {{ slice (regexSplit "," "a,b,c" -1) 2 4 | toJson }}',
        '["b","","","","","","","",""] ["c",""]',
      ],
      [
        'strings',
        '{{ slice (toStrings (list 1 nil 2)) 1 3 | toJson }} {{ slice (pluck "a" (dict "a" 1) (dict "a" 2) (dict "a" 3)) 2 4 }}',
        '["2",""] [3 <nil>]',
      ],
      [
        'what a slice left behind',
        '{{ slice (slice (list 1 2 3 4) 1 2) 0 3 }} {{ slice (slice (fromJson "[1,2,3]") 1 2) 0 3 }}',
        '[2 3 4] [2 3 <nil>]',
      ],
      [
        'chunks',
        '{{ slice (chunk 2 (list 1 2 3)) 1 2 | toJson }} {{ slice (slice (chunk 2 (until 5)) 0 1) 0 3 }}',
        '[[3]] [[0 1] [2 3] [4]]',
      ],
    ],
  ],
  [
    'copies and nil maps',
    [
      [
        'a copied version has lost its fields',
        '{{ deepCopy (semver "1.2.3") }} {{ mustDeepCopy (dict "v" (semver "1.2.3")) }} {{ deepCopy (semver "1.2.3").IncMajor }}',
        '0.0.0 map[v:0.0.0] 0.0.0',
      ],
      [
        'a copied time has not, its place has',
        '{{ deepCopy (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z") }} {{ deepCopy (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Month }} [{{ deepCopy (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").Location }}]',
        '2020-01-02 03:04:05.5 +0000 UTC January []',
      ],
      [
        'nil merged with nil',
        '{{ merge nil nil | toJson }} {{ mergeOverwrite (fromJson "x") (fromJson "y") | toJson }} {{ mustMerge nil | toJson }}',
        'null null null',
      ],
      [
        'no complex number gives way',
        '{{ merge (dict "a" 0i "b" 0 "c" 0.0) (dict "a" 1 "b" 1 "c" 1) }}',
        'map[a:(0+0i) b:1 c:1]',
      ],
      [
        'nil merged with a map',
        '{{ merge nil (dict) | toJson }} {{ merge nil nil (dict "a" 1) | toJson }}',
        '{} {"a":1}',
      ],
    ],
  ],
  [
    'loops and methods',
    [
      [
        'a month',
        '{{ range (toDate "2006-01" "2020-03").Month }}{{ . }} {{ typeOf . }},{{ end }}',
        '%!Month(0) time.Month,January time.Month,February time.Month,',
      ],
      [
        'a weekday',
        '{{ range $d := (toDate "2006-01-02" "2020-03-04").Weekday }}{{ $d.String }} {{ end }}',
        'Sunday Monday Tuesday ',
      ],
      [
        'a duration',
        '{{ range ((toDate ".999999999" ".000000003").Sub (toDate ".0" ".0")) }}{{ . }} {{ end }}',
        '0s 1ns 2ns ',
      ],
      [
        'what marshals',
        '{{ (toDate "2006-01-02T15:04:05Z07:00" "2020-01-02T03:04:05.5Z").MarshalText | toString }} {{ (semver "v1.2.3-a+b").MarshalText | toString }} {{ (semver "v1.2.3-a+b").MarshalJSON | toJson }} {{ (semver "v1.2.3-a+b").Value }}',
        '2020-01-02T03:04:05.5Z 1.2.3-a+b "IjEuMi4zLWErYiI=" 1.2.3-a+b',
      ],
      ['a version is equal to no nil one', '{{ (semver "v1.2.3-a+b").Equal nil }}', 'false'],
      [
        'a local time under a verb that fits nothing',
        '{{ printf "%z" (toDate "2006" "1999") }}',
        '{%!z(uint64=0) %!z(int64=63050745600) %!z(*time.Location=&{UTC [] []  0 0 <nil>})}',
      ],
    ],
  ],
  [
    'seconds as text',
    [
      [
        'numbers and what is none',
        '{{ duration "+95" }} {{ duration "-9x" }} {{ duration "" }} {{ duration "1_0" }} {{ duration "1.5" }}',
        '1m35s 0s 0s 0s 0s',
      ],
      [
        'what is beyond 64 bits, whatever follows',
        '{{ duration "99999999999999999999" }} {{ duration "92233720372036854775808ns" }} {{ duration "-99999999999999999999x" }}',
        '-1s -1s 0s',
      ],
      [
        'atoi of the same',
        '{{ atoi "99999999999999999999" }} {{ atoi "92233720372036854775808x" }} {{ atoi "-9223372036854775809" }} {{ atoi "9223372036854775808x" }}',
        '9223372036854775807 9223372036854775807 -9223372036854775808 0',
      ],
    ],
  ],
  [
    'YAML binaries that are no UTF-8',
    [
      ['a value', '{{ (fromYaml "a: !!binary /w==").a | printf "%+q" }}', '"\\ufffd"'],
      [
        'a key and what is inside lists',
        '{{ fromYaml "!!binary 4pi6/4I=: [!!binary wyg=, é]" | printf "%+q" }}',
        'map["\\u263a\\ufffd\\ufffd":["\\ufffd(" "\\u00e9"]]',
      ],
    ],
  ],
  [
    'the first times of zones',
    [
      [
        'the zero time in a zone',
        '{{ dateInZone "2006-01-02 15:04:05 MST" (toDate "x" "") "America/New_York" }} {{ dateInZone "15:04 MST -0700" (toDate "x" "") "Asia/Tokyo" }}',
        '0000-12-31 19:03:58 LMT 09:18 LMT +0918',
      ],
      [
        'where zones came late',
        '{{ dateInZone "2006-01-02 15:04 MST" (int64 -4000000000) "Europe/Berlin" }}',
        '1843-03-31 17:46 LMT',
      ],
      ['where nobody lived', '{{ dateInZone "MST" (toDate "x" "") "Antarctica/Troll" }}', '-00'],
      [
        'where there always was a zone',
        '{{ dateInZone "MST" (toDate "x" "") "Etc/GMT+3" }} {{ dateInZone "MST" (toDate "x" "") "Etc/UTC" }}',
        '-03 UTC',
      ],
    ],
  ],
];

describe.each(groups)('%s', (_name, rows) => {
  test.each(rows)('%s', async (_does, template, want) => {
    const { engine } = await engines.gotemplate();
    const compiled = await engine.compile(bytesOf(template), 'out');
    expect(textOf(compiled.execute(new Map(), execution))).toBe(want);
  });
});
