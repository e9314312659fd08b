import { describe, expect, test } from 'vitest'
import { readMapping } from './read-mapping.ts'

describe('a mapping as CSV', () => {
  test.each([
    ['commas', 'connection,account,person\ncode,mara-l,Mara Lindt'],
    ['semicolons and a byte order mark', '\uFEFFConnection;Account;Person\r\ncode;mara-l;Mara Lindt\r\n'],
    ['tabs and other words for the columns', 'Tool\tUser name\tFull name\ncode\tmara-l\tMara Lindt'],
  ])('is read with %s', (_, text) => {
    expect(readMapping(text, 'csv')).toEqual({
      rows: [{ line: 2, connection: 'code', account: 'mara-l', person: 'Mara Lindt' }],
      problems: [],
    })
  })

  test('parts roles, leaves empty cells and unknown columns out, and counts lines as the file does', () => {
    const text = 'person,roles,unit,desk\n\n"Lindt,\nMara","Developer; Lead",,4\nInês Duarte,,design,5'
    expect(readMapping(text, 'csv').rows).toEqual([
      { line: 4, person: 'Lindt,\nMara', roles: ['Developer', 'Lead'] },
      { line: 5, person: 'Inês Duarte', unit: 'design' },
    ])
  })

  test('tells lines that cannot be read, and reads the others', () => {
    const { rows, problems } = readMapping('person,unit\nMara,a,b\nInês,design\n"Tobias', 'csv')
    expect(rows).toEqual([{ line: 3, person: 'Inês', unit: 'design' }])
    expect(problems).toMatchObject([
      { line: 4, sentence: expect.stringContaining('quotation marks') },
      { line: 2, sentence: expect.stringContaining('3 cells under 2 column names') },
    ])
  })

  test.each([
    ['', 'There is nothing in it'],
    ['a,b\n1,2', 'names no column of a mapping'],
  ])('says what is missing in %j', (text, sentence) => {
    expect(readMapping(text, 'csv')).toEqual({
      rows: [],
      problems: [{ line: 1, sentence: expect.stringContaining(sentence) }],
    })
  })
})

describe('a mapping as JSON', () => {
  test('is a list of objects, entries counted from 1', () => {
    const text = JSON.stringify([
      { account: 'code/mara', person: 'Mara', roles: ['a', 'b'], desk: 4, unit: null },
      'Mara',
      { person: { name: 'Mara' } },
    ])
    expect(readMapping(text, 'json')).toMatchObject({
      rows: [{ line: 1, account: 'code/mara', person: 'Mara', roles: ['a', 'b'] }],
      problems: [{ line: 2 }, { line: 3 }],
    })
  })

  test.each([['{'], ['{}'], ['[]']])('says why %s is none', (text) => {
    expect(readMapping(text, 'json')).toMatchObject({ rows: [], problems: [{ line: 1 }] })
  })
})
