import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PLAN_CONFIG, pmoWorkspace } from '../support/pmo-process.ts'

const PLUGIN = `import { cite, defineCheck, definePlugin } from '@headless-pmo/sdk'
const owned = defineCheck({
  id: 'house.owned', version: '1.0.0', title: 'Open work has an owner', severity: 'warning',
  why: 'What nobody owns, nobody finishes.', grain: 'item', needs: ['workItem'],
  evaluate({ workItem }) {
    if (workItem.statusCategory === 'done') return { verdict: 'not_applicable', evidence: [], message: 'It is done.' }
    return { verdict: 'fail', evidence: cite(workItem, 'assignees'), message: 'Nobody <owns> it.' }
  },
})
export default definePlugin({ id: 'house-rules', title: 'House', version: '0.1.0', sdk: '^1.1.0', contributes: [owned] })
`

test('a pipeline runs the rules, reads a report, and fails on what it asked for', async () => {
  const config = PLAN_CONFIG.replace('plugins: [msp]', 'plugins: [msp, house]').replace(
    'export default',
    "import house from './house.ts'\nexport default",
  )
  await using workspace = await pmoWorkspace({ config })
  await writeFile(join(workspace.folder, 'house.ts'), PLUGIN)
  expect(workspace.pmo(['sync'])).toMatchObject({ status: 0 })

  const judged = workspace.pmo([
    'check',
    '--fail-on',
    'breach,error',
    '--severity',
    'warning',
    '--format',
    'sarif',
  ])
  expect(judged.stderr).toContain('Fails: 1 open finding of severity warning or worse.')
  expect(judged.status).toBe(3)
  expect(JSON.parse(judged.stdout)).toMatchObject({
    runs: [
      {
        tool: { driver: { rules: [{ fullDescription: { text: 'What nobody owns, nobody finishes.' } }] } },
        results: [
          {
            ruleId: 'house.owned',
            level: 'warning',
            kind: 'fail',
            // A key or a title of the plan's own, not what tells records apart.
            message: { text: expect.not.stringMatching(/^plans\/|^Nobody/) },
          },
        ],
      },
    ],
  })

  const waived = workspace.pmo([
    'waive',
    '--rule=house.owned',
    '--project=move',
    '--reason=A pilot.',
    '--risk=It is late.',
    `--until=${Temporal.Now.plainDateISO('UTC').add({ days: 9 }).toString()}`,
    '--approve',
  ])
  expect(waived.stdout).toMatch(/^The waiver w-[0-9a-f]{8} holds until .*, for 1 finding\.\n$/)
  const stored = workspace.pmo(['check', '--stored', '--fail-on', 'breach', '--format', 'junit'])
  expect(stored).toMatchObject({ status: 0, stderr: '' })
  expect(stored.stdout).toContain('1 failed (0 open, 1 waived)')
  expect(stored.stdout).not.toContain('<failure')
  expect(workspace.pmo(['check', '--stored']).stdout).toContain('1 fail (1 waived)')
}, 120_000)
