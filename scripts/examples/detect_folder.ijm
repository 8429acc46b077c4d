// Judges the images of a folder and saves their scores as a table.
//
// Asks for what it needs. To run it without questions, give it an argument:
//   runMacro("detect_folder.ijm", "folder of images|model file|folder for the table");
// It does the same with images hidden (batch mode) or without a screen. "Detect Anomalies in Folder..." does this and
// more in one step; this macro is for you to change: open(...) may be followed by whatever an image needs first.

argument = getArgument();
if (argument == "") {
	folder = getDirectory("Folder of images to judge");
	model = File.openDialog("Model file");
	output = getDirectory("Folder for the table of scores");
} else {
	parts = split(argument, "|");
	if (parts.length != 3) exit("Expected 'folder|model|output', found '" + argument + "'");
	folder = parts[0];
	model = parts[1];
	output = parts[2];
}

setBatchMode(true);
run("Clear Results");
highest = -1;
strangest = "";
anomalous = 0;
failed = "";
files = getFileList(folder);
for (i = 0; i < files.length; i++) {
	if (isImage(files[i])) {
		showProgress(i, files.length);
		if (canBeOpened(folder + File.separator + files[i])) {
			open(folder + File.separator + files[i]);
			run("Detect Anomalies...", "model=[" + model + "] show=[Tables only]");
			// Each detection adds a row to the Results table, with these columns and more.
			score = getResult("Score", nResults - 1);
			if (getResultString("Decision", nResults - 1) == "anomalous") anomalous++;
			if (score > highest) {
				highest = score;
				strangest = files[i];
			}
			close();
		} else {
			failed = failed + "\n  " + files[i];
		}
	}
}
// saveAs("Results", ...) would save the table in front, which may be that of the regions.
Table.save(output + File.separator + "scores.csv", "Results");
print(nResults + " images judged, " + anomalous + " of them anomalous");
if (nResults > 0) print("The strangest is " + strangest + " with a score of " + d2s(highest, -4));
if (failed != "") print("Could not be opened:" + failed);

function isImage(name) {
	return matches(toLowerCase(name), "[^.].*[.](png|tif|tiff|jpg|jpeg|bmp|gif|pgm|ppm)");
}

// Tries first, because open(...) would stop the macro; what is wrong with the file goes to the Log window.
function canBeOpened(path) {
	call("ij.IJ.redirectErrorMessages");
	return startsWith("" + call("ij.IJ.openImage", path), "img");
}
