package text

// Words is everything the page says in one language. Fields that end in f are
// formats for fmt.Sprintf.
type Words struct {
	Name     string // the language's name in itself
	Title    string
	Subtitle string

	// Transport
	Transport, Play, Pause, StepEpoch, ResetWeights, NewWeights string
	ResetHint, NewHint, StepHint, PlayHint                      string
	Epoch, TrainLoss, TestLoss, NoTest                          string
	Speed, SpeedHint                                            string
	Speeds                                                      [9]string // as ui.Speed
	Ratef, EpochUpdatef                                         string    // samples per second; the epoch, and an update of so many in it
	CopyLink, LinkCopied, LinkCopyFailed, LinkHolds             string
	Language, Theme                                             string
	Themes                                                      [3]string // as the system, light, dark

	// Panels
	DataPanel, InputsPanel, NetworkPanel, OutputPanel, LossPanel, TrainingPanel, SelectionPanel string
	Sets                                                                                        map[string]string // by the name in the text form
	Samples, Noise, Share, DataSeed, NewData, NewDataHint, NewDataSaid                          string
	FixedData                                                                                   string // why samples, noise and share are absent
	Encodingf                                                                                   string // "Targets for a sigmoid output: %s and %s"
	RegressionEncodingf                                                                         string
	InputLayer, HiddenLayerf, OutputLayer                                                       string
	Unitf, HiddenUnitf, OutputUnitf, InputUnitf                                                 string
	AddLayer, RemoveLayerf, AddUnitf, RemoveUnitf, Activationf                                  string
	Activations                                                                                 map[string]string
	Addition                                                                                    string // marks what goes beyond the text
	NetworkLabelf, NetworkKeys                                                                  string
	OutputLabelf, ShowTest                                                                      string
	TrainPoint, TestPoint                                                                       string
	ClassesByForm, ValuesByColour                                                               string
	ChartLabelf, ChartEmpty, LogScale, Target, Training, Testing                                string
	ChartKeys, ChartReadf                                                                       string

	// Settings
	Rate, RateHelp, Momentum, MomentumHelp                           string
	MoreSettings, RestartsNote, KeepsNote                            string
	Batch, BatchHelp                                                 string
	Convention, ConventionHelp, Mean, Sum                            string
	Order, OrderHelp, Given, Shuffled                                string
	InitRange, InitRangeHelp, Biases, BiasesHelp                     string
	UniformBiases, ZeroBiases, ConstantBiases, Bias, BiasHelp        string
	Seed, SeedHelp, StopLoss, StopLossHelp, StopEpoch, StopEpochHelp string
	Regularisation, Decay, DecayHelp, L1, L1Help, L2, L2Help         string
	PenaltyName, PenaltyLeftOut, PenaltyNotef                        string // the note: formula of P, P, name of the loss, their sum
	Choices, AllSamples                                              string // of a field's list of numbers; its entry for a batch of all
	SamplesHelp, NoiseHelp, ShareHelp, DataSeedHelp                  string
	Kernels                                                          map[string]string // by engine.Snapshot.Kernel

	// Selection
	SelectHint                                       string
	Weightf, Biasf                                   string // names of one weight, one bias
	EditKeepsRun, EditSetsStart, StartEdited, Revert string
	Close, BiasWord, LayerWord                       string
	FormulasLabel, ForwardPass, LearningRule         string
	DataRestarts                                     string
	BatchWidenedf                                    string

	Inspect InspectWords
	Scope   ScopeWords
	Past    PastWords
	Flow    FlowWords
	Check   CheckWords
	Shares  ShareWords
	Tour    TourWords

	// States
	Starting                                          string
	Stoppedf                                          StopWords
	Diverged                                          DivergedWords
	Worker                                            WorkerWords
	Link                                              LinkWords
	Class                                             ClassWords
	StartDropped                                      string
	NoHiddenf                                         string // why a single layer cannot learn XOR
	Dismiss                                           string
	EpochsSaidf                                       string // live region while playing
	PlayingSaid, PausedSaid, ResetSaid, NewWeightSaid string

	// Errors, by engine.WantKind
	FieldErrorf                                                 string // field, value, want
	WantNumber, WantWholef, WantBetweenf, WantBelowf            string
	WantAtLeastf, WantOverf, WantOneOff                         string
	NotANumberf, Ambiguousf                                     string // what was typed; and two ways to read it
	TooManyLayersf, TooManyUnitsf, TooFewUnits, LastFeatureKept string
	Fields                                                      map[string]string // by the name in the text form
	// Forms says what an engine.WantForm asks for, by its English with # for
	// each number. English needs none.
	Forms map[string]string
}

// StopWords tell why training stopped.
type StopWords struct{ Loss, Error, Epoch, GoOn string }

// DivergedWords make the panel that appears when training has left the finite
// numbers.
type DivergedWords struct {
	Title, Whatf, Why, Do string
	Quantities            map[string]string
	Rewind, SmallerRatef  string
}

// WorkerWords make the panel that appears when the training worker has failed.
type WorkerWords struct{ Title, Crashed, Silent, Kept, Restart string }
