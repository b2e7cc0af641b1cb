using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Entrepot.Kernel;
using Microsoft.AspNetCore.DataProtection;

namespace Entrepot.Platform.Security;

/// <summary>
/// Secrets of others that we must be able to say again, such as a carrier's password: sealed with the installation's keys,
/// which lie in the database under a master key that does not. A copy of the database alone tells nobody anything.
/// </summary>
public sealed class StoredSecrets(IDataProtectionProvider protection)
{
    /// <summary>Before everything sealed, so that what was stored in clear earlier is known as such.</summary>
    private const string Mark = "sealed:";

    /// <param name="purpose">What it is for, e.g. <c>carrier-account/ups</c>: sealed for one purpose and company it opens for no other.</param>
    public string Seal(TenantId company, string purpose, string secret) => Mark + Protector(company, purpose).Protect(secret);

    /// <summary>The secret itself, also where it was stored before secrets were sealed.</summary>
    /// <returns>Null when the keys it was sealed with are gone: nobody can read it any more.</returns>
    public string? Open(TenantId company, string purpose, string stored)
    {
        if (!IsSealed(stored)) return stored;
        try
        {
            return Protector(company, purpose).Unprotect(stored[Mark.Length..]);
        }
        catch (CryptographicException failed) when (failed.InnerException is { } cause && failed.GetBaseException() is DbException or SocketException or TimeoutException)
        {
            // The framework makes one exception of all, also of keys that could not be read because the database is away: these are not gone.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static bool IsSealed(string stored) => stored.StartsWith(Mark, StringComparison.Ordinal);

    private IDataProtector Protector(TenantId company, string purpose) =>
        protection.CreateProtector("Entrepot.StoredSecrets", company.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), purpose);
}
