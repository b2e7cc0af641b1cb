namespace Entrepot.Customs.Data;

/// <summary>Statements on the denied-party lists, which belong to no company.</summary>
internal static class PartySql
{
    public const string CurrentLists = "SELECT id, code, version, hash, entries, names, dated FROM customs_party_list WHERE is_current ORDER BY code";

    public const string CurrentNames = """
        SELECT l.code, n.entry_id, n.kind, n.name, n.is_alias, n.countries, n.valid_to
        FROM customs_party_list l JOIN customs_party_name n ON n.list_id = l.id
        WHERE l.is_current
        ORDER BY l.code, n.place
        """;

    public const string NamesOf = """
        SELECT l.code, n.entry_id, n.kind, n.name, n.is_alias, n.countries, n.valid_to
        FROM customs_party_list l JOIN customs_party_name n ON n.list_id = l.id
        WHERE l.is_current AND l.code = @p0
        """;

    /// <summary>The names of editions that another one follows; their rows in the list of lists stay as a record.</summary>
    public const string DropOlderNames = "DELETE FROM customs_party_name WHERE list_id IN (SELECT id FROM customs_party_list WHERE code = @p0 AND id <> @p1)";

    public const string RetireOlderLists = "UPDATE customs_party_list SET is_current = FALSE WHERE code = @p0 AND id <> @p1";
}
