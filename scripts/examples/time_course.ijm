// A movie in which something appears, with a time stamp that must not count: learns from a normal movie, leaves the stamp's rectangle out
// of training and detection, and plots the score over frames.
//
// Asks for what it needs. To run it without questions, give it an argument:
//   runMacro("time_course.ijm", "folder for movies, model and tables")

folder = getArgument();
if (folder == "") folder = getDirectory("An empty folder for movies, model and tables");
folder = folder + File.separator;
random("seed", 1);

setBatchMode(true);
makeMovie("normal.tif", 24, -1);
makeMovie("movie.tif", 30, 17);
setBatchMode(false);

// The stamp lies in a rectangle of the overlay, which has no position and so belongs to all frames.
open(folder + "normal.tif");
markStamp();
run("Train Model...", "source=Stack image=normal.tif model=[" + folder + "movie.stfpm] replace=true teacher=embedded size=160 ignore=overlay plot=false");
close("normal.tif");

run("Clear Results");
open(folder + "movie.tif");
markStamp();
run("Detect Anomalies...", "image=movie.tif model=[" + folder + "movie.stfpm] planes=All ignore=overlay show=Overlay plot=true");
saveAs("PNG", folder + "course.png");
Table.save(folder + "scores.csv", "Results");
for (i = 0; i < nResults; i++)
	if (getResultString("Decision", i) == "anomalous") print("frame " + getResult("Frame", i) + ": score " + getResult("Score", i));

function markStamp() {
	makeRectangle(0, 0, 90, 36);
	Overlay.addSelection("yellow");
	run("Select None");
}

// A dark spot is in five frames from the one that is given; -1 for none.
function makeMovie(name, frames, from) {
	newImage(name, "8-bit black", 160, 160, frames);
	for (i = 1; i <= frames; i++) {
		setSlice(i);
		run("Macro...", "code=v=120+40*sin(x*0.22+" + random * 6 + ")*cos(y*0.17+" + random * 6 + ") slice");
		run("Add Specified Noise...", "slice standard=6");
		setColor(30, 30, 30);
		if (from > 0 && i >= from && i < from + 5) fillOval(98, 88, 16, 16);
		setColor("white");
		setFont("SansSerif", 14);
		drawString(d2s(random * 1000, 2) + " s", 2, 20);
	}
	Stack.setDimensions(1, 1, frames);
	saveAs("Tiff", folder + name);
	close();
}
