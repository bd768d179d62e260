import Console

@main
struct Hoshifuda {
    static func main() async {
        await HoshifudaCommand.runProgram()
    }
}
