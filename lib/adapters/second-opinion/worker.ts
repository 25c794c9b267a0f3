// Where the bundler looks for a worker's entry; it writes the bundle under the name of this import.
import './second-opinion-worker.mjs';
