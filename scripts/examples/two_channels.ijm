// Cells in two channels, nuclei (DAPI) and what surrounds them (GFP): makes images of both, learns from normal ones with a memory for
// each channel, and says in which channel another image is anomalous.
//
// Asks for what it needs. To run it without questions, give it an argument:
//   runMacro("two_channels.ijm", "folder for images, model and table")

folder = getArgument();
if (folder == "") folder = getDirectory("An empty folder for images, model and table");
folder = folder + File.separator;
random("seed", 1);

setBatchMode(true);
File.makeDirectory(folder + "normal");
for (i = 0; i < 20; i++) {
	makeCells("normal");
	saveAs("Tiff", folder + "normal" + File.separator + "cells" + i + ".tif");
	close();
}
makeCells("hole in a nucleus");
saveAs("Tiff", folder + "hole.tif");
close();
makeCells("stripes around a nucleus");
saveAs("Tiff", folder + "stripes.tif");
close();
setBatchMode(false);

// Separate channels: a memory for each.
run("Train Model...", "source=Folder folder=[" + folder + "normal] model=[" + folder + "cells.stfpm] replace=true teacher=embedded size=160 channels=1+2 plot=false");

run("Clear Results");
images = newArray("hole.tif", "stripes.tif");
for (i = 0; i < images.length; i++) {
	open(folder + images[i]);
	run("Detect Anomalies...", "model=[" + folder + "cells.stfpm] show=Outlines");
	row = nResults - 1;
	print(images[i] + ": " + getResultString("Decision", row) + " in " + getResultString("Anomalous channels", row) + ", DAPI "
		+ getResult("Score C1", row) + ", GFP " + getResult("Score C2", row) + ", threshold " + getResult("Threshold", row));
}
Table.save(folder + "scores.csv", "Results");

function makeCells(what) {
	newImage("cells", "8-bit composite-mode", 160, 160, 2, 1, 1);
	setSlice(1);
	setMetadata("Label", "DAPI");
	run("Set...", "value=0");
	setSlice(2);
	setMetadata("Label", "GFP");
	run("Set...", "value=0");
	for (y = 20; y < 160; y += 40)
		for (x = 20; x < 160; x += 40) drawCell(x + 4 * random - 2, y + 4 * random - 2);
	if (what == "hole in a nucleus") {
		setSlice(1);
		setColor(40);
		fillOval(96, 56, 8, 8);
	}
	if (what == "stripes around a nucleus") {
		setSlice(2);
		setColor(220);
		for (x = 86; x < 114; x += 6) fillRect(x, 46, 3, 28);
	}
	run("Gaussian Blur...", "sigma=1 stack");
	for (c = 1; c <= 2; c++) {
		setSlice(c);
		for (y = 0; y < 160; y++)
			for (x = 0; x < 160; x++) setPixel(x, y, minOf(255, maxOf(0, getPixel(x, y) + 20 + 3 * c * random("gaussian"))));
	}
}

function drawCell(x, y) {
	radius = 9 + random;
	setSlice(1);
	setColor(160);
	fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
	setSlice(2);
	for (k = 0; k < 14; k++) {
		setColor(100 + 100 * random);
		a = 2 * PI * k / 14;
		fillOval(x + (radius + 2) * cos(a) - 1.5, y + (radius + 2) * sin(a) - 1.5, 4, 4);
	}
}
