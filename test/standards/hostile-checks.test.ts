import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import {
  REPORT_FORMATS,
  writeReport,
  type CheckDocument,
} from '../../core/src/standards/findings/formats/index.ts'
import { sampleDocument } from '../../core/src/standards/findings/test-support/sample-document.ts'
import { hostileText, STEERING, wordsOf } from '../support/hostile-texts.ts'

/** A document in which a text of somebody else stands wherever one can. */
function documentOf(text: string): CheckDocument {
  const document = sampleDocument()
  return {
    ...document,
    rules: document.rules.map((rule) => ({ ...rule, title: text, why: text, clause: text, pack: text })),
    findings: document.findings.map((finding) => ({
      ...finding,
      title: text,
      message: text,
      action: { text },
      owner: text,
      unconfirmed: { since: '2026-03-01T00:00:00Z', why: text },
      item: { key: text, title: text, url: text },
      ...(finding.waiver !== undefined && { waiver: { ...finding.waiver, reason: text } }),
    })),
    undecided: document.undecided.map((one) => ({ ...one, message: text })),
  }
}

const given = (check: (text: string) => void): void =>
  fc.assert(fc.property(hostileText, check), { numRuns: 300 })

test('no form of a check holds a raw character that steers a terminal or turns the direction of writing', () => {
  given((text) => {
    for (const format of REPORT_FORMATS)
      expect([format, STEERING.exec(writeReport(format, documentOf(text)))]).toEqual([format, null])
  })
})

test('the text of a check has the same lines whatever stands in a tracker', () => {
  const lines = (text: string): number => writeReport('text', documentOf(text)).split('\n').length
  given((text) => {
    expect(lines(text)).toBe(lines('plain'))
  })
})

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly {
      readonly message: { readonly text: string }
      readonly locations: readonly {
        readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } }
      }[]
      readonly suppressions?: readonly { readonly justification: string }[]
    }[]
    readonly tool: { readonly driver: { readonly rules: readonly object[] } }
  }[]
}

test('SARIF has the same results, gives the text back, links nowhere but to the web, and no message holds a link', () => {
  given((text) => {
    const { runs } = JSON.parse(writeReport('sarif', documentOf(text))) as Sarif // asserted below
    const [run] = runs
    expect(run?.results).toHaveLength(3)
    expect(run?.tool.driver.rules).toHaveLength(4)
    for (const { message, locations } of run?.results ?? []) {
      expect(wordsOf(message.text)).toContain(wordsOf(text))
      expect(linksOf(message.text)).toEqual([])
      for (const { physicalLocation } of locations) {
        const uri = physicalLocation?.artifactLocation.uri
        expect(uri ?? 'https://none').toMatch(/^https?:\/\/[\u0021-\u007e]+$/)
      }
    }
    expect(run?.results[1]?.suppressions?.[0]?.justification).toContain(text.toWellFormed())
  })
})

/** Links in a message of SARIF (3.11.6): brackets and backslashes of their text are escaped. */
const linksOf = (message: string): readonly string[] =>
  [...message.matchAll(/(?<!\\)(?:\\\\)*\[(?:[^\\[\]]|\\[\s\S])*\]\([^)]*\)/g)].map(([link]) => link)

test('a message with a link would be noticed', () => {
  expect(linksOf('see [a](https://evil.example)')).toHaveLength(1)
  expect(linksOf(String.raw`see [a\](https://evil.example)`)).toEqual([])
})

test('a path that SARIF shows results at is a path, whatever it is', () => {
  given((path) => {
    const { runs } = JSON.parse(writeReport('sarif', documentOf('plain'), { path })) as Sarif // asserted below
    for (const { locations } of runs[0]?.results ?? [])
      for (const { physicalLocation } of locations)
        expect(physicalLocation?.artifactLocation.uri ?? '').toMatch(/^[\u0021-\u007e]*$/)
  })
})

/** Elements of a report, and what stands in them and their attributes. */
function read(document: CheckDocument): { readonly elements: readonly string[]; readonly texts: string } {
  const elements: string[] = []
  let texts = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    elements.push(`${name} ${Object.keys(attributes).join(' ')}`)
    texts += Object.values(attributes).join(' ')
  })
  parser.on('text', (text) => {
    texts += text
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(writeReport('junit', document)).close()
  return { elements, texts }
}

test('JUnit is well-formed, has the same cases, and gives the text back', () => {
  const plain = read(documentOf('plain')).elements
  given((text) => {
    const { elements, texts } = read(documentOf(text))
    expect(elements).toEqual(plain)
    expect(wordsOf(texts)).toContain(wordsOf(text))
  })
})

test('libxml2 takes every report of JUnit too', async () => {
  const reports = fc.sample(hostileText, 60).map((text, index) => ({
    fileName: `report-${index}.xml`,
    contents: writeReport('junit', documentOf(text)),
  }))
  const { errors } = await validateXML({
    xml: reports,
    schema:
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="testsuites"/></xs:schema>',
    initialMemoryPages: 512,
    maxMemoryPages: 16_384,
  })
  expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([])
})

interface Node {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly children?: readonly Node[]
}
const markdown = (text: string): Node =>
  fromMarkdown(writeReport('md', documentOf(text)), {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
const textOf = ({ value = '', children = [] }: Node): string => value + children.map(textOf).join('')
const nodesOf = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(nodesOf)]
const blocks = ({ type, children = [] }: Node): unknown =>
  ['root', 'table', 'tableRow'].includes(type) ? [type, children.map(blocks)] : type

test('Markdown of a check has the same tables, holds no HTML and no image, and links to the web alone', () => {
  const plain = blocks(markdown('plain'))
  given((text) => {
    const tree = markdown(text)
    expect(blocks(tree)).toEqual(plain)
    const all = nodesOf(tree)
    const inline = new Set(all.map(({ type }) => type))
    for (const type of [
      'html',
      'image',
      'imageReference',
      'code',
      'inlineCode',
      'strong',
      'emphasis',
      'definition',
    ])
      expect([...inline]).not.toContain(type)
    for (const { url } of all.filter(({ type }) => type === 'link')) expect(url).toMatch(/^https?:\/\//)
    // Long texts are cut in a cell.
    expect(wordsOf(textOf(tree))).toContain(text.length < 100 ? wordsOf(text) : '')
  })
})
