using Entrepot.Kernel;

namespace Entrepot.Platform.Data;

internal static class CellProblems
{
    public static Problem NoCell(string code) => Problem.NotFound("platform.no_cell", $"There is no cell {code}.");

    public static Problem NoCompany(string code) => Problem.NotFound("platform.no_company", $"There is no company {code}.");

    public static Problem BadCode(string code) =>
        Problem.Invalid("platform.bad_cell_code", $"'{code}' cannot be a cell's code: 1 to 32 lower-case letters, digits and hyphens, and not home.");

    public static Problem CellExists(string code) => Problem.Conflict("platform.cell_exists", $"There is a cell {code} already, with another address or region.");

    public static Problem CellAway(string code) => new(ProblemKind.Unavailable, "platform.cell_away", $"The database of cell {code} does not answer. Nothing was changed.");

    public static Problem CellClosed(string code) => Problem.Conflict("platform.cell_closed", $"The cell {code} takes no more companies.");

    public static Problem OtherRegion(string company, string region, string cell, string place) =>
        Problem.Forbidden("platform.cell_other_region", $"The data of company {company} must stay in {region}, and cell {cell} is in {place}.");

    public static Problem RegionUnknown(string company, string region, string cell) =>
        Problem.Forbidden("platform.cell_region_unknown", $"The data of company {company} must stay in {region}, and nobody has said where cell {cell} is. Entrepot__Region says it of the home, cells add --region of another.");

    public static Problem HasData(string company) =>
        Problem.Conflict("platform.company_has_data", $"The company {company} has data already. Move it with: tenants move.");

    public static Problem LivesThere(string company, string cell) => Problem.Conflict("platform.company_lives_there", $"The company {company} lives in cell {cell} already.");

    public static Problem NotMoving(string company) => Problem.Conflict("platform.company_not_moving", $"No move of the company {company} has been begun.");

    public static Problem OtherMove(string company, string cell) =>
        Problem.Conflict("platform.company_other_move", $"Another move of the company {company}, to or from {cell}, was begun. Finish it, or give it up with --abandon.");

    public static Problem TakenBack(string company) =>
        Problem.Conflict("platform.company_taken_back", $"The company {company} stood still for so long that it was set to work again where it was. Run the move again.");
}
