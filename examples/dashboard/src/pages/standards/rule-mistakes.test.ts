import { describe, expect, test } from 'vitest'
import { placeOf, ruleMistakesOf } from './rule-mistakes.ts'

describe('mistakes of a rule', () => {
  test('are found with their field, line and column', () => {
    const refusal =
      'The rule has 2 mistakes:\n  applies of the rule "house.x", line 1, column 6: there is no item.statusCategry; did you mean item.statusCategory?\n  fails of the rule "house.x", line 2, column 3: the expression ends too early.'
    expect(ruleMistakesOf(refusal)).toEqual([
      {
        field: 'applies',
        line: 1,
        column: 6,
        sentence: 'There is no item.statusCategry; did you mean item.statusCategory?',
      },
      { field: 'fails', line: 2, column: 3, sentence: 'The expression ends too early.' },
    ])
  })

  test('are found where there is one', () => {
    expect(
      ruleMistakesOf('The rule: fails of the rule "house.x", line 1, column 6: there is no item.a.'),
    ).toEqual([{ field: 'fails', line: 1, column: 6, sentence: 'There is no item.a.' }])
  })

  test('are found in a request that does not fit', () => {
    expect(
      ruleMistakesOf(
        'The request is not valid: house.id: is no id of a rule; write lower-case words; house.title: Too small.',
      ),
    ).toEqual([
      { field: 'id', sentence: 'Is no id of a rule; write lower-case words' },
      { field: 'title', sentence: 'Too small' },
    ])
  })

  test('stay readable where nothing is understood of them', () => {
    expect(ruleMistakesOf('Something else happened.')).toEqual([{ sentence: 'Something else happened.' }])
  })

  test('are shown below their place, tabs and all', () => {
    const mistake = { line: 2, column: 4, sentence: '' }
    expect(placeOf('a\n\tb+c', mistake)).toEqual({ text: '\tb+c', before: '\t  ' })
    expect(placeOf('a', mistake)).toBeUndefined()
    expect(placeOf('a', { sentence: '' })).toBeUndefined()
  })
})
