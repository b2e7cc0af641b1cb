namespace Entrepot.Customs.Data;

/// <summary>Statements on imported tariffs, which belong to no company. Reads say what follows the name of their table.</summary>
internal static class TariffSql
{
    public const string Current = " WHERE t.withdrawn_at IS NULL ORDER BY t.valid_from, t.imported_at, t.id";

    public const string All = " ORDER BY t.destination, t.valid_from DESC, t.imported_at DESC, t.id DESC";

    public const string Parts = " WHERE t.edition_id = @p0 ORDER BY t.chapter";

    public const string Part = " WHERE t.edition_id = @p0 AND t.chapter = @p1";

    public const string Withdraw = "UPDATE customs_tariff_edition SET withdrawn_at = @p1, withdrawn_by = @p2 WHERE id = @p0 AND withdrawn_at IS NULL";

    public const string Reinstate = "UPDATE customs_tariff_edition SET withdrawn_at = NULL, withdrawn_by = NULL, imported_at = @p1, imported_by = @p2 WHERE id = @p0";
}
