import fc from 'fast-check'

const MARKUP = [
  '<script>alert(1)</script>',
  '</style></script></title></textarea></svg>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<a href="javascript:alert(1)">x</a>',
  '<!--',
  '-->',
  ']]>',
  '<![CDATA[',
  '<?xml version="1.0"?>',
  '&lt;b&gt; &#10; &amp',
]
const MARKDOWN = [
  '[a](https://evil.example)',
  '![i](https://evil.example/p.png)',
  '<https://evil.example>',
  'www.evil.example',
  '[a]: https://evil.example',
  '\\](x)',
  '`',
  '```',
  '~~~',
  '**',
  '_',
  '|',
  '\\|',
  '$x$',
  '# ',
  '> ',
  '- ',
  '1. ',
  '---',
  '===',
  '@everybody #12',
]
const CHARACTERS = [
  '\0',
  '\u0007',
  '\b',
  '\u001b[31m',
  '\u001b]8;;https://evil.example\u0007',
  '\u007f',
  '\u009b2J',
  '\u0085',
  '\r',
  '\r\n',
  '\n',
  '\n\n',
  '\t',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\u200f',
  '\ud800',
  '\udc00',
  '\ufffe',
  '\uffff',
  '\ufeff',
  '😀',
  'ü',
]
const ADDRESSES = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  '//evil.example/x',
  '../../x',
  'https://a.example/"><script>',
  'https://a.example/)|\n[x](y)',
  'https://a.example/\ud800\u202e',
  'https://',
  'https://[',
  '=HYPERLINK("https://evil.example")',
  '+1',
  '-1',
  '@SUM(A1)',
]

/** What somebody could write into a tracker to break or bend what is made of it; short and very long, alone and in a row. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .array(fc.constantFrom(...MARKUP, ...MARKDOWN, ...CHARACTERS, ...ADDRESSES, 'word', ' '), {
        maxLength: 6,
      })
      .map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.constantFrom(...MARKUP, ...CHARACTERS, '😀').map((part) => part.repeat(500)) },
)

/** What must not stand in anything that is shown: it steers terminals, turns the direction of writing, or is half a character. */
export const STEERING = /(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]|\p{Cs}/u

/** Letters and digits of ASCII: what every form has to give back of a text. */
export const wordsOf = (text: string): string => text.replaceAll(/[^a-z0-9]/gi, '')
