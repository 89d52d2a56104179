"use strict";
// All files of this folder are one script, in the order of ../CMakeLists.txt. Nothing of the trace is ever made markup: texts
// go to the page through textContent, or are painted.
