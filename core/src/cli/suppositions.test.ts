import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stepsOf, type Supposed } from './suppositions.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suppositions-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

test.each<[string, Supposed, unknown]>([
  ['a slip', { slip: ['WEB-7=5d'] }, { do: 'slip', item: 'WEB-7', by: '5d' }],
  ['a slip of the item beside it', { slip: ['-2w'] }, { do: 'slip', item: 'HERE-1', by: '-2w' }],
  ['a duration', { takes: ['acme/web#3=3d'] }, { do: 'set-duration', item: 'acme/web#3', duration: '3d' }],
  ['a link', { link: ['A-1=B-2'] }, { do: 'add-link', from: 'A-1', to: 'B-2', type: 'FS' }],
  [
    'a link of another type with a lag',
    { link: ['A-1=B-2=SS=-1d'] },
    { do: 'add-link', from: 'A-1', to: 'B-2', type: 'SS', lag: '-1d' },
  ],
  ['the end of a link', { unlink: ['A-1=B-2'] }, { do: 'remove-link', from: 'A-1', to: 'B-2' }],
  ['a move by a time', { move: ['web=2w'] }, { do: 'move-project', project: 'web', by: '2w' }],
  ['a move to a day', { move: ['web=2026-05-04'] }, { do: 'move-project', project: 'web', to: '2026-05-04' }],
  ['work for others for good', { give: ['WEB-7'] }, { do: 'give-away', item: 'WEB-7' }],
  [
    'work for others until a day',
    { give: ['WEB-7=2026-05-04'] },
    { do: 'give-away', item: 'WEB-7', back: '2026-05-04' },
  ],
  [
    'somebody who hands over',
    { release: ['Ada=Bob'], handover: '2d' },
    { do: 'release-person', person: 'Ada', to: 'Bob', handover: '2d' },
  ],
])('the command line supposes %s', async (_, supposed, step) => {
  expect(await stepsOf(supposed, 'HERE-1')).toEqual([step])
})

test('files hold projects of assumed shape, and whole lists of steps', async () => {
  const shape = { name: 'New', phases: [{ name: 'Build', takes: '4w' }] }
  const steps = [{ do: 'slip', item: 'A-1', by: '1d' }]
  expect(
    await stepsOf({
      add: [await fileOf('shape.json', JSON.stringify(shape))],
      steps: await fileOf('steps.json', JSON.stringify(steps)),
    }),
  ).toEqual([{ do: 'add-project', shape }, ...steps])
})

test.each<[Supposed, string]>([
  [{ slip: ['5d'] }, '--slip "5d" cannot be read; write e.g. --slip WEB-7=5d.'],
  [{ slip: ['A-1=5x'] }, 'In what is supposed (0.by): "5x" is no amount of time; write e.g. "5d"'],
  [{ link: ['A-1'] }, '--link "A-1" cannot be read'],
  [{ link: ['A-1=B-2=XX'] }, 'In what is supposed (0.type)'],
  [{ steps: '/nowhere/steps.json' }, '/nowhere/steps.json cannot be read'],
])('what cannot be read is told with how to write it', async (supposed, sentence) => {
  await expect(stepsOf(supposed)).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining(sentence),
  })
})

test('a file that is no JSON, or says something else, is named', async () => {
  const broken = await fileOf('broken.json', '{')
  await expect(stepsOf({ steps: broken })).rejects.toThrow(`${broken} is not JSON`)
  const wrong = await fileOf('wrong.json', '[{"do":"fly"}]')
  await expect(stepsOf({ steps: wrong })).rejects.toThrow(`In ${wrong} (0.do)`)
})
