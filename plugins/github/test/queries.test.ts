import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../test/support/fixtures.ts'
import * as queries from '../src/queries.ts'

const SCHEMA = 'specs/github-graphql.15.26.1.schema.graphql'

describeWithFixtures('GraphQL documents', [SCHEMA], () => {
  // The published schema states two fields twice and deprecates some that their interfaces do not.
  const schema = buildSchema(readFileSync(fixture(SCHEMA), 'utf8'), {
    assumeValidSDL: true,
    assumeValid: true,
  })

  test.each(Object.entries(queries))('%s is valid by GitHub’s own schema', (_name, document) => {
    expect(validate(schema, parse(document)).map((error) => error.message)).toEqual([])
  })
})
