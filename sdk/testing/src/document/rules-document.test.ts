import { defineCheck, definePlugin, z } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { rulesDocument, withRules } from './rules-document.ts'

const plugin = definePlugin({
  id: 'rules',
  title: 'Rules',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineCheck({
      id: 'house.leads',
      version: '1.2.0',
      title: 'No link has a lead',
      clause: 'House standard 4.2',
      formula: 'links with a lag < 0 / links',
      sources: ['House, https://house.example/rules, 2026', 'Experience [k]'],
      severity: 'error',
      why: 'A lead hides work.',
      params: z.object({
        share: z.number().min(0).max(1).default(0).describe('Share of the links that may'),
        count: z.int().optional().describe('How many'),
        ends: z.enum(['both', 'one']).default('both').describe('Which ends'),
      }),
      grain: 'project',
      needs: ['workItem', 'schedule'],
      evaluate: () => ({ verdict: 'pass', evidence: [], message: 'So it is.' }),
    }),
    defineCheck({
      id: 'house.bare',
      version: '1.0.0',
      title: 'Bare',
      severity: 'info',
      why: 'It is.',
      grain: 'portfolio',
      needs: [],
      evaluate: () => ({ verdict: 'pass', evidence: [], message: 'So it is.' }),
    }),
  ],
})

const DOCUMENT = `### No link has a lead

A lead hides work.

- Rule: \`house.leads\`, version 1.2.0, error; judges every project
- Clause: House standard 4.2
- Formula: links with a lag \\< 0 / links
- Settings:
  - \`share\`: Share of the links that may (default \`0\`; at least \`0\`; at most \`1\`)
  - \`count\`: How many (without it: not set)
  - \`ends\`: Which ends (default \`"both"\`; one of \`"both"\`, \`"one"\`)
- Needs: \`workItem\`, \`schedule\`
- Source: House, <https://house.example/rules>, 2026
- Source: Experience \\[k\\]

### Bare

It is.

- Rule: \`house.bare\`, version 1.0.0, info; judges the portfolio as a whole`

test('says of each rule why, what, by which formula, with which settings, and who says so', () => {
  expect(rulesDocument(plugin)).toBe(DOCUMENT)
})

test('puts it between its marks and leaves the rest alone; twice is the same as once', () => {
  const readme = '# House\n\n<!-- rules: written from the code -->\n\nOld.\n\n<!-- /rules -->\n\nMore.\n'
  const written = withRules(readme, plugin)
  expect(written).toBe(
    `# House\n\n<!-- rules: written from the code -->\n\n${DOCUMENT}\n\n<!-- /rules -->\n\nMore.\n`,
  )
  expect(withRules(written, plugin)).toBe(written)
})

test.each(['# House', '<!-- /rules --> <!-- rules: written from the code -->'])(
  'a README without the marks is refused: %s',
  (readme) => {
    expect(() => withRules(readme, plugin)).toThrow(/no place for the rules/)
  },
)
