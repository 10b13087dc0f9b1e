import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', 'reports/out', 'coverage', '.stryker-tmp', '*.cjs'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `x as Releasable` would forge a passed check: only enforcement/stages.ts makes those values
      '@typescript-eslint/no-unsafe-type-assertion': 'error',
      // A number in a message is read by a person as it is
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `describe` and `it` give promises that nobody awaits
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['**/*.test.ts', '**/*.contract.ts'],
    rules: {
      // chai's assertions are properties: `expect(x).to.be.true`
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
);
