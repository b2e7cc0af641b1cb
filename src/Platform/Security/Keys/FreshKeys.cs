using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Entrepot.Platform.Security.Keys;

/// <summary>The framework's keys, which it reads again at once when another process has stored or revoked one; by itself it looks once a day.</summary>
internal sealed class FreshKeys(XmlKeyManager keys) : IKeyManager, IDisposable
{
    private CancellationTokenSource stale = new();

    public void Forget()
    {
        using var before = Interlocked.Exchange(ref stale, new());
        before.Cancel();
    }

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) => keys.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    public CancellationToken GetCacheExpirationToken() => CancellationTokenSource.CreateLinkedTokenSource(keys.GetCacheExpirationToken(), stale.Token).Token;

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => keys.RevokeAllKeys(revocationDate, reason);

    public void RevokeKey(Guid keyId, string? reason = null) => keys.RevokeKey(keyId, reason);

    public void Dispose() => stale.Dispose();
}
