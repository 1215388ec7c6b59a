/// Seeds that once broke a rule, with what they had found. They run for ever; what each leads to changes
/// with the simulation, so each defect has a small test where it lies as well.
enum KeptSeeds {
    static let all: [(seed: UInt64, found: String)] = [
        (28, "a park that was waiting when the agent logged out made the home anew, and left it"),
        (55, "a park whose request was lost was never repeated"),
        (168, "a bridge that was used for more than ten seconds after its end was left"),
        (177, "a park whose answer was lost was taken for done"),
        (1280, "an accept was undone after a kill, for no new name could be stored"),
        (1374, "a bridge was given up before it was made, and left"),
        (2485, "a call whose offer could not be stored was cut after a kill"),
        (7_033, "an accept in the same decision as the survey was undone by the survey's park"),
        (17_966, "an accept in the same decision as the survey was undone by the survey's music"),
        (20_869, "a customer who was sent to wait twice waited without music"),
        (192, "a connect that was waiting when its call ended made the bridge a second time"),
        (26_161, "a call that was not stored was cut when its agent had left the directory"),
        (80_744, "a bridge's name was used twice after two starts on a full disk"),
        (203_742, "a connect that failed ended the call that its repetition had just made"),
        (781_928, "a call that was not stored as ended made its bridge a second time"),
        (759_579, "two were brought together where their last call had been given up"),
        (882_137, "a move that took effect long after it was given up left the agent there"),
    ]
}
