using System.Diagnostics.CodeAnalysis;

namespace Entrepot.Platform.Data;

/// <summary>A database that companies live in, as this process sees it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as the process; scopes may hold its gate until then.")]
public sealed class Cell
{
    /// <summary>What the database that a process is started with is called; it holds the directory.</summary>
    public const string HomeCode = "home";

    private volatile bool isAway;
    private volatile SharedEdition shared = SharedEdition.None;

    internal Cell(string code, string region, string address, DatabaseEngine engine, WriteGate gate, bool isOpen) =>
        (Code, Region, Address, Engine, Gate, IsOpen, isAway) = (code, region, address, engine, gate, isOpen, code != HomeCode);

    public string Code { get; }

    /// <summary>Where the machine stands; empty where nobody has said.</summary>
    public string Region { get; }

    /// <summary>Whether companies may be placed here.</summary>
    public bool IsOpen { get; }
    public bool IsHome => Code == HomeCode;
    internal DatabaseEngine Engine { get; }

    /// <summary>See <see cref="DatabaseEngine.At"/>; with its password. Empty for the home, whose address only the host knows.</summary>
    internal string Address { get; }

    /// <summary>The turn of the one writer, where the engine has only one.</summary>
    public WriteGate Gate { get; }

    /// <summary>Whether it did not answer when it was last looked at, or has not been yet.</summary>
    public bool IsAway => isAway;

    internal void Answers(bool answers) => isAway = !answers;

    /// <summary>The edition of what all companies share that it had when it was last looked at.</summary>
    internal SharedEdition Shared { get => shared; set => shared = value; }
}

/// <summary>The cell of a scope: that of its company, unless somebody has named another. It stays the same as long as the scope does.</summary>
internal sealed class ScopeCell(Databases databases, Security.CurrentUser user)
{
    private Cell? cell;
    private bool isNamed;

    public Cell Cell => cell ??= databases.Of(user.Tenant);

    /// <summary>For whoever looks at or moves something in a cell, whichever company lives there.</summary>
    public void Name(Cell named) => (cell, isNamed) = (named, true);

    /// <summary>Refuses to work for a company in a database that is not, or no longer, its own, or that does not answer.</summary>
    public void Check(Kernel.TenantId company)
    {
        if (isNamed || !databases.AreSeveral) return;
        if (!ReferenceEquals(databases.Of(company), Cell)) throw new CompanyFencedException(company, FenceState.Moved);
        if (Cell.IsAway) throw new CellAwayException(Cell.Code);
    }
}
