// Accepts as normal whatever a model finds anomalous in a folder of normal images: false alarms that it should not give again.
//
// Look at the images first: what is accepted is learned, defects too. The model file is changed in place; every correction can be
// taken back, with Corrections... in the menu or Stfpm.takeBack(model, number).

#@ File (label = "Folder of normal images", style = "directory") folder
#@ File (label = "Model (.stfpm)", style = "open") model

import sc.fiji.stfpm.Stfpm

before = Stfpm.corrections(model.path).size()
for (name in Stfpm.images(folder.path, false)) {
	try {
		Stfpm.accept(model.path, Stfpm.read("$folder.path/$name"), name)
	}
	catch (IOException e) {
		println "$name was left out: $e.message"
	}
}
for (correction in Stfpm.corrections(model.path).drop(before))
	println "${correction.number()}: $correction"
