import { expect, test } from 'vitest'
import { PlanParser, type PlanElement } from './plan-parser.ts'

const NS = 'xmlns="http://schemas.microsoft.com/project"'

function parse(text: string): PlanElement[] {
  const parser = new PlanParser('plan.xml')
  const found = parser.write(text)
  parser.end()
  return found
}

const inTask = (inner: string): string => `<Project ${NS}><Tasks><Task>${inner}</Task></Tasks></Project>`

test('the JSON form keeps order, repetition, attributes and text, and leaves layout out', () => {
  const [found] = parse(
    inTask(`
      <UID>1</UID>
      <Notes xml:space="preserve">  a &amp; b<![CDATA[ <c> ]]>&#233; </Notes>
      <Empty/>
      <Link><B>2</B><A>1</A><B>3</B></Link>
      <x:Extra xmlns:x="urn:tool" x:kind="k">v</x:Extra>`),
  )
  expect(found).toEqual({
    section: 'Tasks',
    element: [
      'Task',
      ['UID', '1'],
      ['Notes', { 'xml:space': 'preserve' }, '  a & b <c> é '],
      ['Empty'],
      ['Link', ['B', '2'], ['A', '1'], ['B', '3']],
      ['{urn:tool}Extra', { 'xmlns:x': 'urn:tool', 'x:kind': 'k' }, 'v'],
    ],
  })
})

test('children of the project and strangers inside a section are handed out without a section', () => {
  expect(parse(`<Project ${NS}><Title>T</Title><Tasks><Odd>1</Odd></Tasks></Project>`)).toEqual([
    { element: ['Title', 'T'] },
    { element: ['Tasks', ['Odd', '1']] },
  ])
})

test('a prefix and the namespace of other releases are the same plan', () => {
  for (const uri of ['http://schemas.microsoft.com/project', 'http://schemas.microsoft.com/project/2007']) {
    expect(
      parse(`<p:Project xmlns:p="${uri}"><p:Tasks><p:Task><p:UID>1</p:UID></p:Task></p:Tasks></p:Project>`),
    ).toEqual([{ section: 'Tasks', element: ['Task', ['UID', '1']] }])
  }
})

test.each([
  [
    '<html><body>Sign in</body></html>',
    'The file "plan.xml" is not a Microsoft Project plan: its first element is <html>, not <Project>; take it out',
  ],
  ['<Project><Tasks/></Project>', 'its <Project> has no namespace'],
  [
    '<Project xmlns="http://maven.apache.org/POM/4.0.0"/>',
    'its <Project> belongs to another format (http://maven.apache.org/POM/4.0.0)',
  ],
  [
    '{"tasks":[]}',
    'The file "plan.xml" is not XML; take it out of the folder, or open the plan in Microsoft Project',
  ],
  ['PK\u0003\u0004', 'is not XML'],
  [`<Project ${NS}><Title>A & B; C</Title></Project>`, 'The plan "plan.xml" is not well-formed XML'],
  [
    `<Project ${NS}><Title>A & B</Title></Project>`,
    'in the middle of <Title> (line 1): it was cut short, is still being written, or has a bare "&"',
  ],
  [`<Project ${NS}><Title>A</Name></Project>`, 'is not well-formed XML'],
  [`<Project ${NS}></Project><Project/>`, 'is not well-formed XML'],
  [`<Project ${NS}><Title>&nobody;</Title></Project>`, 'is not well-formed XML'],
  [`<Project ${NS}>${'<a>'.repeat(200)}`, 'nests elements more than 100 deep'],
])('refuses %j with a sentence', (text, sentence) => {
  expect(() => parse(text)).toThrow(sentence)
})

test('a DOCTYPE is refused before any entity is expanded', () => {
  const laughs = Array.from(
    { length: 30 },
    (_, i) => `<!ENTITY l${i + 1} "&l${i};&l${i};&l${i};&l${i};">`,
  ).join('')
  const bomb = `<!DOCTYPE Project [<!ENTITY l0 "ha">${laughs}]><Project ${NS}><Title>&l30;</Title></Project>`
  expect(() => parse(bomb)).toThrow('The plan "plan.xml" contains a DOCTYPE')
  const outside = `<!DOCTYPE Project SYSTEM "file:///etc/passwd"><Project ${NS}/>`
  expect(() => parse(outside)).toThrow('contains a DOCTYPE')
})

test('what was cut says inside of what, and where', () => {
  expect(() => parse(`<Project ${NS}>\n<Tasks>\n<Task><Name>Dig`)).toThrow(
    'The plan "plan.xml" ends in the middle of <Name> (line 3): it was cut short, is still being written, or has a bare "&" there; save or copy it again.',
  )
  expect(() => parse('')).toThrow('The plan "plan.xml" is empty')
})

test('hostile names harm nothing', () => {
  const [found] = parse(inTask('<__proto__ __proto__="x" constructor="y">1</__proto__>'))
  expect(JSON.stringify(found?.element)).toBe(
    '["Task",["__proto__",{"__proto__":"x","constructor":"y"},"1"]]',
  )
})
