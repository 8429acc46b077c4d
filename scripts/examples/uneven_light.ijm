// Uneven light: makes 16-bit images of a fabric in even light, learns from them once as they are and once with a smooth background
// divided out, and judges an image in slanting light with a stain. Its map without and with the correction is shown beside it.
//
// Asks for what it needs. To run it without questions, give it an argument:
//   runMacro("uneven_light.ijm", "folder for images, models and the picture")

folder = getArgument();
if (folder == "") folder = getDirectory("An empty folder for images, models and the picture");
folder = folder + File.separator;
random("seed", 1);

setBatchMode(true);
File.makeDirectory(folder + "normal");
for (i = 0; i < 12; i++) {
	makeFabric(0, false);
	saveAs("Tiff", folder + "normal" + File.separator + "fabric" + i + ".tif");
	close();
}
makeFabric(1, true);
saveAs("Tiff", folder + "slanting.tif");
close();
setBatchMode(false);

lights = newArray("off", "auto");
for (i = 0; i < lights.length; i++)
	run("Train Model...", "source=Folder folder=[" + folder + "normal] model=[" + folder + "light-" + lights[i]
		+ ".stfpm] replace=true teacher=embedded mode=Tiles size=128 light=" + lights[i] + " plot=false");

run("Clear Results");
for (i = 0; i < lights.length; i++) {
	open(folder + "slanting.tif");
	run("Detect Anomalies...", "model=[" + folder + "light-" + lights[i] + ".stfpm] show=Map");
	run("RGB Color");
	rename("light " + lights[i]);
	print("light " + lights[i] + ": score " + getResult("Score", nResults - 1) + ", threshold " + getResult("Threshold", nResults - 1)
		+ ", anomalous area " + getResult("Area", nResults - 1));
	if (i == 0) {
		selectImage("slanting.tif");
		run("RGB Color");
	} else close("slanting.tif");
}
run("Images to Stack", "use");
run("Make Montage...", "columns=3 rows=1 scale=1 border=6");
saveAs("PNG", folder + "uneven-light.png");

// Warp and weft; slanting light makes one corner four times as bright as the other.
function makeFabric(slant, stain) {
	newImage("fabric", "16-bit black", 192, 192, 1);
	run("Set Scale...", "distance=1 known=0.65 unit=um");
	step = 2 * PI / 12;
	shiftX = 12 * random;
	shiftY = 12 * random;
	for (y = 0; y < 192; y++)
		for (x = 0; x < 192; x++) {
			v = 2000 + 500 * sin(step * (x + shiftX)) + 500 * sin(step * (y + shiftY)) + 40 * random("gaussian");
			if (stain && pow(x - 110, 2) + pow(y - 80, 2) < 81) v = v * 0.5;
			setPixel(x, y, v * (1 + slant * 0.6 * ((x + y) / 192 - 1)));
		}
	setMinAndMax(0, 4095);
}
