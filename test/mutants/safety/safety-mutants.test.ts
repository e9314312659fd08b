import { mutantTable } from '../support/mutant-table.ts'
import { soundTiny } from '../support/tiny-connector.ts'
import { safetyMutants } from './safety-mutants.ts'

mutantTable(['S1', 'S2', 'S3'], { sound: soundTiny, mutants: safetyMutants })
