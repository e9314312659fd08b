import { describe, expect, test } from 'vitest'
import { houseDraftOf, houseOf } from './house-draft.ts'

describe('the form of a rule of the house', () => {
  test('says again what was put into it', () => {
    const house = {
      id: 'house.work-has-an-owner',
      title: 'Work has an owner',
      why: 'What nobody owns, nobody finishes.',
      severity: 'error',
      grain: 'item',
      fails: 'item.assignees.size() < params.least',
      params: { least: 1 },
      enabled: false,
      from: '2026-01-01',
    }
    expect(houseOf(houseDraftOf(house))).toEqual({ house })
  })

  test('leaves out what is empty, but not what is needed', () => {
    expect(houseOf(houseDraftOf(undefined))).toEqual({
      house: { id: 'house.', title: '', why: '', fails: '', severity: 'warning', grain: 'item' },
    })
  })

  test('says that parameters are no JSON', () => {
    expect(houseOf({ ...houseDraftOf(undefined), params: '{' })).toHaveProperty('problem')
  })
})
