export { readCsv, type CsvLine, type CsvProblem, type CsvTable } from './read-csv.ts'
