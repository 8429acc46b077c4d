// Judges the images of a folder, with macro functions: the model is opened once, and numbers come back as variables.
// Saves two tables: a row for every image, and a row for every anomalous region.
//
// Asks for what it needs. To run it without questions, give it an argument:
//   runMacro("detect_folder_extensions.ijm", "folder of images|model file|folder for the tables");

argument = getArgument();
if (argument == "") {
	folder = getDirectory("Folder of images to judge");
	model = File.openDialog("Model file");
	output = getDirectory("Folder for the tables");
} else {
	parts = split(argument, "|");
	if (parts.length != 3) exit("Expected 'folder|model|output', found '" + argument + "'");
	folder = parts[0];
	model = parts[1];
	output = parts[2];
}

setBatchMode(true);
run("Anomaly Macro Extensions");
Ext.openModel(model);
Ext.clearAnomalies();
// Variables that a function fills must have a value before.
score = 0; anomalous = 0; regions = 0;
x = 0; y = 0; w = 0; h = 0; mean = 0; max = 0;
table = "image,score,anomalous,regions,largest width,largest height\n";
failed = "";
files = getFileList(folder);
for (i = 0; i < files.length; i++) {
	if (isImage(files[i])) {
		showProgress(i, files.length);
		if (canBeOpened(folder + File.separator + files[i])) {
			open(folder + File.separator + files[i]);
			Ext.detect();
			// Each region becomes a row of the table Anomalies, which is saved below.
			Ext.addRows();
			Ext.getScore(score);
			Ext.isAnomalous(anomalous);
			Ext.getRegionCount(regions);
			width = 0;
			height = 0;
			for (r = 0; r < regions; r++) {
				Ext.getRegion(r, x, y, w, h, mean, max);
				width = maxOf(width, w);
				height = maxOf(height, h);
			}
			// d2s(score, -6) writes six digits after the first; a plain "+ score" would write four after the point.
			table = table + "\"" + files[i] + "\"," + d2s(score, -6) + "," + anomalous + "," + regions + "," + width + "," + height + "\n";
			close();
		} else {
			failed = failed + "\n  " + files[i];
		}
	}
}
File.saveString(table, output + File.separator + "scores.csv");
Ext.saveAnomalies(output + File.separator + "regions.csv");
Ext.closeModel();
print("Tables are in " + output);
if (failed != "") print("Could not be opened:" + failed);

function isImage(name) {
	return matches(toLowerCase(name), "[^.].*[.](png|tif|tiff|jpg|jpeg|bmp|gif|pgm|ppm)");
}

// Tries first, because open(...) would stop the macro; what is wrong with the file goes to the Log window.
function canBeOpened(path) {
	call("ij.IJ.redirectErrorMessages");
	return startsWith("" + call("ij.IJ.openImage", path), "img");
}
