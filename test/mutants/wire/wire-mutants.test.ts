import { mutantTable } from '../support/mutant-table.ts'
import { soundTiny } from '../support/tiny-connector.ts'
import { wireMutants } from './wire-mutants.ts'

mutantTable(['H1', 'H2', 'H3', 'H4', 'H5', 'H6'], { sound: soundTiny, mutants: wireMutants })
