export * from './register.ts'
export * from './simulator.ts'
export * from './steps.ts'
export * from './test.ts'
