import { describe, expect, test } from 'vitest'
import { showFinding } from './code-block.ts'
import { commandNames, judgeCommand, judgeCommands } from './commands.ts'
import { markdownPages, parsePage, readPage } from './markdown-page.ts'

test('every command that a page names exists, with its options', async () => {
  const findings = await Promise.all(markdownPages().map((page) => judgeCommands(readPage(page))))
  expect(findings.flat().map(showFinding)).toEqual([])
})

test('the README names every command', () => {
  const named = new Set(
    readPage('README.md')
      .inline.filter(({ column }) => column === 'command')
      .map(({ code }) => code.split(' ')[0]),
  )
  // Explained in the line of `serve`.
  named.add('start')
  expect(commandNames().filter((name) => !named.has(name))).toEqual([])
})

describe('a planted command', () => {
  test('in a block or a sentence is named with its line', async () => {
    const page = parsePage(
      'planted.md',
      [
        'Run `pmo sinc` or `pmo sync [connection] [--full]`, or make one by `pmo token create`.',
        '',
        '| command | what |',
        '| --- | --- |',
        '| `doctor`, `docter` | `not a command` |',
        '',
        '```sh',
        '$ PORT=1 npm run -s pmo -- sync --ful   # everything',
        'npm start && pmo status --json | cat',
        'npm run nothing',
        'pmo token create "my laptop" --role king',
        '```',
      ].join('\n'),
    )
    expect((await judgeCommands(page)).map(showFinding)).toEqual([
      expect.stringMatching(/^planted\.md:8: .*--ful/),
      expect.stringMatching(/^planted\.md:10: .*nothing/),
      expect.stringMatching(/^planted\.md:11: .*king/),
      expect.stringMatching(/^planted\.md:1: .*sinc/),
      expect.stringMatching(/^planted\.md:5: .*docter/),
    ])
  })

  test.each([
    ['pmo', 'frobnicate'],
    ['pmo', 'sync', 'aprove', 'run-1'],
    ['pmo', 'items', '--sort', 'colour'],
    ['npx', 'pmo', 'export', '--format', 'xml'],
    ['npx', '@headless-pmo/core', 'plugin', 'knew', 'linear'],
    ['npm', 'run', '-s', 'pmo', '--', 'conections'],
  ])('%s %s is refused', async (...words) => {
    expect(await judgeCommand(words)).toMatch(/\S/)
  })

  test.each([
    ['pmo', '--version'],
    ['pmo', 'sync', 'approve', 'RUN'],
    ['npm', 'test'],
    ['npm', 'install', '--global', 'something'],
    ['git', 'status'],
  ])('%s %s passes', async (...words) => {
    expect(await judgeCommand(words)).toBeUndefined()
  })
})
