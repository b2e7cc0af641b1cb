using Entrepot.Kernel;

namespace Entrepot.Platform.Data;

/// <summary>The company cannot be worked for at the moment. Nothing was changed; the same may work in a moment, and other companies are not concerned.</summary>
public abstract class CompanyUnavailableException(string message, TimeSpan retryAfter) : Exception(message)
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter => retryAfter;
}

/// <summary>The company is not, or not now, to be written in this database: it moves, or has moved.</summary>
public sealed class CompanyFencedException(TenantId company, FenceState state)
    : CompanyUnavailableException($"Company {company} is {(state == FenceState.Frozen ? "being moved" : state == FenceState.Moved ? "no longer in this database" : "not in this database yet")}.", TimeSpan.FromSeconds(1))
{
    public TenantId Company => company;
    public FenceState State => state;
}

/// <summary>The cell that the company lives in does not answer.</summary>
public sealed class CellAwayException(string cell) : CompanyUnavailableException($"The database of cell {cell} does not answer.", TimeSpan.FromSeconds(5));
