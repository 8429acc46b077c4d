// Measures how well a model tells anomalous from normal images, on images of which you know what they are.
//
// The folder looks like those of MVTec AD: "test/good" has normal images, "test/scratch" and other folders of your
// choice the anomalous ones. Where "ground_truth/scratch" has masks with the images' names, pixels are measured, too.

#@ File (label = "Labelled folder", style = "directory") folder
#@ File (label = "Model (.stfpm)", style = "open") model
#@ File (label = "Metrics file to write (.json)", style = "save") metrics
#@ TaskService tasks

import sc.fiji.stfpm.Stfpm
import sc.fiji.stfpm.ui.ImageJProgress
import sc.fiji.stfpm.report.SetEvaluation

// The braces end with the model and the progress bar closed, whatever happens between them. A file that cannot be judged
// is named in the Log window and in the metrics file, and the rest goes on.
Stfpm.open(model.path).withCloseable { detector ->
	new ImageJProgress(tasks, "Evaluating").withCloseable { progress ->
		evaluation = SetEvaluation.of(detector, folder.toPath(), progress)
		evaluation.write(metrics.toPath(), detector)
	}
}

println "All images:"
for (figure in evaluation.all().figures())
	println "  ${figure.name()}: ${figure.text()}"

// Each kind of anomaly against all normal images. A figure without a value says why it has none.
for (kind in evaluation.byKind()) {
	figure = kind.value.figures().find { it.name() == "Image AUROC" }
	println "$kind.key: ${figure.name()} ${figure.text()}"
}
