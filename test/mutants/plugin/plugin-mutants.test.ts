import { mutantTable } from '../support/mutant-table.ts'
import { soundTiny } from '../support/tiny-connector.ts'
import { pluginMutants } from './plugin-mutants.ts'

mutantTable(['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'], { sound: soundTiny, mutants: pluginMutants })
