using Entrepot.Platform.Data;
using Entrepot.Platform.Verification.Data;

namespace Entrepot.Platform.Verification;

/// <summary>A promise that statements can check: the database goes through its rows, and only what is wrong is brought here.</summary>
public abstract class SqlVerification(EntrepotDb db) : IVerification
{
    private const int NamedMin = 2;

    public abstract string Name { get; }

    /// <summary>A statement that counts what is looked at; <c>@p0</c> is the company.</summary>
    protected abstract string Examined { get; }

    /// <summary>Statements without a limit, each of whose rows is one text: what is wrong, ready to read and to be found; <c>@p0</c> is the company, <see cref="Values"/> follow.</summary>
    protected abstract IReadOnlyList<string> Wrong { get; }

    /// <summary>What each of the statements in <see cref="Wrong"/> takes besides the company.</summary>
    protected virtual IReadOnlyList<object?> Values => [];

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var examined = (await db.QueryAsync(Examined, row => row.GetInt64(0), ct, db.Tenant.Value))[0];
        object?[] values = [db.Tenant.Value, .. Values];
        var found = new List<string>();
        long count = 0;
        foreach (var wrong in Wrong)
        {
            var first = await db.QueryAsync(VerificationSql.First(wrong, $"@p{values.Length}"), row => row.GetString(0), ct, [.. values, (long)VerificationResult.WrongMax]);
            count += first.Count < VerificationResult.WrongMax ? first.Count : (await db.QueryAsync(VerificationSql.Count(wrong), row => row.GetInt64(0), ct, values))[0];
            found.AddRange(first.Take(Math.Max(NamedMin, VerificationResult.WrongMax / Wrong.Count))); // Each kind of damage is named, however much there is of another.
        }

        return new(Name, examined, found, count);
    }
}
