#!/usr/bin/env node
import process from 'node:process';
import { start } from './cli/start.ts';

await start(process);
