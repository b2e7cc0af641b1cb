using Entrepot.Kernel;

namespace Entrepot.Platform.Work;

internal static class WorkProblems
{
    public static Problem NotFound(long id) => Problem.NotFound("platform.work_not_found", $"There is no work item {id:0}. It may be done by now.");
    public static Problem Running(long id) => Problem.Conflict("platform.work_running", $"Work item {id:0} is being worked on. Wait until it has ended.");
    public static Problem NothingSelected() => Problem.Invalid("platform.work_nothing_selected", "No work item that waits was selected. Mark some and try again.");
    public static Problem TooMany(int max) => Problem.Invalid("platform.work_too_many", $"At most {max} work items can be discarded at once. Narrow the list down.");
    public static Problem ReasonMissing() => Problem.Invalid("platform.work_reason_missing", "Say why the work is discarded.", "reason");
}
