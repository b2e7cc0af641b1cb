using Entrepot.Kernel;

namespace Entrepot.Platform.Data.Moving;

internal static class MoveProblems
{
    public static Problem NoCompany(string code) => Problem.NotFound("platform.move_no_company", $"There is no company {code} in the source.");

    public static Problem OtherCompany(string code) =>
        Problem.Conflict("platform.move_other_company", $"The target has another company with the code or the number of {code}. Nothing was changed.");

    public static Problem LivesThere(string code) =>
        Problem.Conflict("platform.move_lives_there", $"The company {code} lives in the target already. Nothing was changed.");

    public static Problem MovedAlready(string code, string place) => Problem.Conflict("platform.move_moved_already", $"The company {code} has been moved to {place}.");

    public static Problem OtherMove(string code, string place) =>
        Problem.Conflict("platform.move_other_move", $"Another move of the company {code} was begun, between here and {place}. Finish it, or abandon it with --abandon.");

    public static Problem NotMoving(string code) => Problem.Conflict("platform.move_not_moving", $"No move of the company {code} has been begun.");

    public static Problem InUse(string place) =>
        Problem.Conflict("platform.move_in_use", $"Another Entrepot process works on {place}. Stop it and try again.");

    public static Problem OtherSchema(string place) =>
        Problem.Conflict("platform.move_other_schema", $"The tables of {place} are not those of this version. Start this version on it once, or use the version that wrote it.");

    public static Problem NoDatabase(string place) => Problem.NotFound("platform.move_no_database", $"There is no database at {place}.");
}
