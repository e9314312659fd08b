import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { databaseFacts } from './index.ts'

describeOnDatabases('facts of a database', (open) => {
  test('its version, its encoding, and how far its clock is from ours', async () => {
    await using database = await open()
    const facts = await databaseFacts(database)
    expect(facts).toMatchObject({ version: expect.stringMatching(/^\d+/), encoding: 'UTF8' })
    expect(Math.abs(facts.clockAheadMs)).toBeLessThan(5000)
  })
})
