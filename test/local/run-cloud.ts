import { startLocalCloud } from '../../lib/local/local-cloud.ts';

// Run by the restart tests as a process of its own, which they can kill.
const [cdkOut = '', dataFolder = ''] = process.argv.slice(2);
const cloud = await startLocalCloud({ cdkOut, dataFolder });
console.log(cloud.url);
