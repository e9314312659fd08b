import { expect, test } from 'vitest'
import { checkExpression } from './expression.ts'
import { placeOf } from './place.ts'

function problem(
  expression: string,
  params: Readonly<Record<string, string | number | boolean>> = {},
): string {
  const checked = checkExpression(expression, { grain: 'item', params, wanted: 'bool' })
  return checked.ok ? 'ok' : `${placeOf(expression, checked.mistake.offset)}: ${checked.mistake.problem}`
}

test('takes expressions over items, neighbours, facts, parameters and days', () => {
  for (const expression of [
    'item.statusCategory == "in_progress" && item.assignees.size() == 0',
    'has(item.due) && daysBetween(item.due, today) > params.days',
    'parent != null && parent.statusCategory == "done" && item.statusCategory != "done"',
    'children.exists(c, c.statusCategory in ["todo", "in_progress"])',
    'item.estimate / 60 > 8 && item.priority <= 1',
    'schedule.totalFloat < 0.0 || flow.ageDays > 3',
    'dependencies.exists(d, d.type == "FS") && project.class == "run"',
    'addDays(item.due, 3) < day(item.updated)',
    'item.title.matches("^[A-Z]+-[0-9]+ ")',
    'item.fields["team"] == "Core" || item.fields.size == 3',
  ]) {
    expect.soft(problem(expression, { days: 3 }), expression).toBe('ok')
  }
})

test('says where a mistake stands and what was probably meant', () => {
  expect(problem('item.statusCategry == "done"')).toBe(
    'line 1, column 6: there is no item.statusCategry; did you mean item.statusCategory?',
  )
  expect(problem('true &&\n  itm.due < today')).toBe(
    'line 2, column 3: there is nothing called itm; did you mean item?',
  )
  expect(problem('children.exists(c, c.stats == "x")')).toContain('did you mean c.status?')
  expect(problem('has(item.dui)')).toContain('did you mean item.due?')
  expect(problem('item.statusCategory == "in-progress"')).toBe(
    'line 1, column 24: statusCategory is never "in-progress"; did you mean "in_progress"?',
  )
  expect(problem('item.statusCategory in ["todo", "closed"]')).toContain(
    'statusCategory is never "closed"; possible',
  )
  expect(problem('dayBetween(item.due, today) > 3')).toContain(
    'there is no function dayBetween; did you mean "daysBetween"?',
  )
  expect(problem('daysBetween(item.estimate, today) > 3')).toContain('daysBetween takes texts with dates')
  expect(problem('params.dys > 1', { days: 1 })).toContain(
    'there is no params.dys; did you mean params.days?',
  )
  expect(problem('workItems.size() > 1')).toContain('rules of grain project have it')
  expect(problem('true && item.title.startWith("a")')).toBe(
    'line 1, column 20: there is no function startWith; did you mean "startsWith"?',
  )
  expect(problem('item.title = "a"')).toBe('line 1, column 12: did not expect = here; "==" compares')
  expect(problem('item.blocked & true')).toContain('did not expect & here; "&&" is and')
  expect(problem('item.title == “a”')).toContain('did not expect “ here; texts stand in straight quotes')
  expect(problem('item.blocked and item.blocked')).toContain('did not expect a name here; "&&" is and')
  expect(problem('item.assignees.size( == 0')).toContain('did not expect == here')
  expect(problem('(item.points > 3.0')).toContain('the expression ends too early; ) is missing')
  expect(problem('item.due <')).toContain('the expression ends too early')
  expect(problem('item.due < 5')).toContain('the types do not go together')
  expect(problem('item.title')).toContain('gives string; it must give true or false')
})

test('refuses what is too long or too deep, with its number of terms', () => {
  expect(problem(Array.from({ length: 10_000 }, () => 'true').join(' && '))).toContain(
    'has 19,999 terms; at most 400',
  )
  expect(problem(`${'('.repeat(10_000)}true${')'.repeat(10_000)}`)).toContain('has 20,001 terms')
  expect(problem(`${'!'.repeat(10_000)}true`)).toContain('has 10,001 terms')
  expect(problem(`item.title == "${'x'.repeat(30_000)}"`)).toContain('characters; at most 20,000')
})

test('refuses loops within loops with their computed cost, and takes one after the other', () => {
  const quadratic = problem('children.all(a, children.all(b, a.ref != b.ref))')
  expect(quadratic).toMatch(/one evaluation may take [\d,]+ steps: 2 loops stand within each other/)
  expect(problem('children.all(a, children.all(b, children.all(c, a.ref != c.ref)))')).toMatch(
    /take [\d,]{13,} steps: 3 loops/,
  )
  expect(problem('children.filter(a, a.status == "x").map(a, a.ref).exists(r, r == "1")')).toBe('ok')
  expect(problem('[1, 2, 3].all(a, [1, 2, 3].all(b, a != b + 7))')).toBe('ok')
})

test('refuses what could grow without bound in other ways', () => {
  expect(problem('cel.bind(a, "x" + "x", cel.bind(b, a + a, b == ""))')).toContain('cel.bind is not offered')
  expect(problem('item.title.matches("(a+)+$")')).toContain('exponential time')
  expect(problem('item.title.matches("(a|aa)*$")')).toContain('exponential time')
  expect(problem('item.title.matches(item.key)')).toContain('wants its pattern written out')
  expect(problem('item.title.matches("[")')).toContain('is no regular expression')
  expect(problem('item.estimate > 99999999999999999999')).toContain('is more than a whole number can be')
})
