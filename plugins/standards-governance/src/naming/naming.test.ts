import { expect, test } from 'vitest'
import { houseOf, itemOf, said } from '../test-support/house.ts'
import { fanOut } from './fan-out.ts'
import { artefactsNamed, itemsNamed, wbsMask } from './names.ts'

test('artefacts are named as a whole by the pattern', () => {
  const judged = (title: string | undefined, params = {}) =>
    said(
      artefactsNamed,
      houseOf({
        artefacts:
          title === undefined
            ? []
            : [
                {
                  id: 'A-1',
                  kind: 'project-charter',
                  title,
                  url: 'https://docs.example/1',
                  state: 'draft',
                  approvals: [],
                  updated: '2027-01-10T09:00:00Z',
                },
              ],
      }),
      { params },
    )
  expect(judged(undefined)).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | There are no artefacts. | []",
    ]
  `)
  expect(judged('ABC-Charter', { pattern: '[A-Z]{3}-.+' })).toMatchInlineSnapshot(`
    [
      "pass project/web/A-1 | "ABC-Charter" is named by the rule. | [governance A-1.title]",
    ]
  `)
  expect(judged('xABC-Charter', { pattern: '[A-Z]{3}-.+' })).toMatchInlineSnapshot(`
    [
      "fail project/web/A-1 | "xABC-Charter" does not match [A-Z]{3}-.+. | [governance A-1.title] | Rename it, or change the pattern of the house.",
    ]
  `)
  expect(judged('ABC-', { pattern: '[A-Z]{3}-.+' })).toMatchInlineSnapshot(`
    [
      "fail project/web/A-1 | "ABC-" does not match [A-Z]{3}-.+. | [governance A-1.title] | Rename it, or change the pattern of the house.",
    ]
  `)
  // Each branch of an alternative is the whole name.
  expect(judged('ab', { pattern: 'a|b' })).toMatchInlineSnapshot(`
    [
      "fail project/web/A-1 | "ab" does not match a|b. | [governance A-1.title] | Rename it, or change the pattern of the house.",
    ]
  `)
  expect(judged('Plan')).toMatchInlineSnapshot(`
    [
      "pass project/web/A-1 | "Plan" is named by the rule. | [governance A-1.title]",
    ]
  `)
  expect(judged('Pl')).toMatchInlineSnapshot(`
    [
      "fail project/web/A-1 | "Pl" does not match \\S.{2,}. | [governance A-1.title] | Rename it, or change the pattern of the house.",
    ]
  `)
})

test('a pattern that is none is refused where it is set', () => {
  expect(() => judgedWith('(')).toThrow('is no regular expression')
  function judgedWith(pattern: string) {
    return said(artefactsNamed, houseOf({}), { params: { pattern } })
  }
})

test('WBS codes follow the mask; items without a code have none to follow', () => {
  const judged = (wbs: string | undefined, params = {}) =>
    said(wbsMask, houseOf({}, { records: [itemOf('1', wbs === undefined ? {} : { wbs })] }), { params })
  expect(judged(undefined)).toMatchInlineSnapshot(`
    [
      "not_applicable item/plan/workItem/1 | It has no WBS code. | []",
    ]
  `)
  expect(judged('1.2.3')).toMatchInlineSnapshot(`
    [
      "pass item/plan/workItem/1 | Its WBS code 1.2.3 follows the mask. | [1.wbs]",
    ]
  `)
  expect(judged('1..3')).toMatchInlineSnapshot(`
    [
      "fail item/plan/workItem/1 | Its WBS code "1..3" does not match [A-Za-z0-9]+([.-][A-Za-z0-9]+)*. | [1.wbs] | Correct the code in the plan, or the mask of the house.",
    ]
  `)
  expect(judged('1.2.3', { mask: '[A-Z]\\d+' })).toMatchInlineSnapshot(`
    [
      "fail item/plan/workItem/1 | Its WBS code "1.2.3" does not match [A-Z]\\d+. | [1.wbs] | Correct the code in the plan, or the mask of the house.",
    ]
  `)
})

test('titles of work follow the naming, for the types that it holds for', () => {
  const judged = (title: string, params = {}) =>
    said(itemsNamed, houseOf({}, { records: [itemOf('1', { title })] }), { params })
  expect(judged('Dock')).toMatchInlineSnapshot(`
    [
      "pass item/plan/workItem/1 | Its title follows the naming. | [1.title]",
    ]
  `)
  expect(judged('Doc')).toMatchInlineSnapshot(`
    [
      "fail item/plan/workItem/1 | Its title "Doc" does not match \\s*\\S[^]{3,}. | [1.title] | Rename it by the naming of the house.",
    ]
  `)
  expect(judged('Doc', { types: ['epic'] })).toMatchInlineSnapshot(`
    [
      "not_applicable item/plan/workItem/1 | It is a task. | []",
    ]
  `)
  expect(judged('Doc', { types: ['epic', 'task'] })).toMatchInlineSnapshot(`
    [
      "fail item/plan/workItem/1 | Its title "Doc" does not match \\s*\\S[^]{3,}. | [1.title] | Rename it by the naming of the house.",
    ]
  `)
})

test('4 and 20 parts are enough and not too many, 3 and 21 are not', () => {
  const judged = (parts: number, params = {}) => {
    const children = Array.from({ length: parts }, (_, at) => itemOf(`c${at}`, { parent: '1' }))
    const lines = said(fanOut, houseOf({}, { records: [itemOf('1'), ...children] }), { params })
    return lines.filter((line) => line.includes('/workItem/1 '))
  }
  expect(judged(0)).toMatchInlineSnapshot(`
    [
      "not_applicable item/plan/workItem/1 | It has no parts. | []",
    ]
  `)
  expect(judged(1)).toMatchInlineSnapshot(`
    [
      "fail item/plan/workItem/1 | It has 1 part; wanted: at least 4. | 1 count at_least 4 | [1] | Put its parts under the element above it, or break it down further.",
    ]
  `)
  expect(judged(3)).toMatchInlineSnapshot(`
    [
      "fail item/plan/workItem/1 | It has 3 parts; wanted: at least 4. | 3 count at_least 4 | [1] | Put its parts under the element above it, or break it down further.",
    ]
  `)
  expect(judged(4)).toMatchInlineSnapshot(`
    [
      "pass item/plan/workItem/1 | It has 4 parts; wanted: at most 20. | 4 count at_most 20 | [1]",
    ]
  `)
  expect(judged(20)).toMatchInlineSnapshot(`
    [
      "pass item/plan/workItem/1 | It has 20 parts; wanted: at most 20. | 20 count at_most 20 | [1]",
    ]
  `)
  expect(judged(21)).toMatchInlineSnapshot(`
    [
      "fail item/plan/workItem/1 | It has 21 parts; wanted: at most 20. | 21 count at_most 20 | [1] | Group its parts.",
    ]
  `)
  expect(judged(2, { least: 2, most: 2 })).toMatchInlineSnapshot(`
    [
      "pass item/plan/workItem/1 | It has 2 parts; wanted: at most 2. | 2 count at_most 2 | [1]",
    ]
  `)
})
