using Entrepot.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Entrepot.Identity.Domain;

/// <summary>Which passwords are accepted, and their hashes. A check takes tens of milliseconds by design: never inside a transaction.</summary>
internal sealed class Passwords
{
    /// <summary>NIST SP 800-63B asks for 8 at least and no rules about signs; ten leaves a margin, as sign-in is by password alone.</summary>
    public const int LengthMin = 10;

    /// <summary>A limit against hashing whole books.</summary>
    public const int LengthMax = 200;

    /// <summary>The hash of a user who has no password yet: none has it.</summary>
    public const string None = "";

    private readonly PasswordHasher<User> hasher = new();
    private readonly string hashOfNobody;

    public Passwords() => hashOfNobody = hasher.HashPassword(new User(), Chance.Secret());

    public static Result Check(string password, string userName)
    {
        if (password.Length > LengthMax) return IdentityProblems.PasswordTooLong(LengthMax);
        var tooWeak = password.Length < LengthMin || (userName.Length >= 4 && password.Contains(userName, StringComparison.OrdinalIgnoreCase));
        return tooWeak ? IdentityProblems.WeakPassword(LengthMin) : Result.Ok;
    }

    public string Hash(string password) => hasher.HashPassword(new User(), password);

    /// <summary>Takes as long for an unknown user as for a known one, so that the time does not tell them apart.</summary>
    public PasswordVerificationResult Verify(User? user, string password)
    {
        var found = password.Length > LengthMax
            ? PasswordVerificationResult.Failed
            : hasher.VerifyHashedPassword(user ?? new User(), user is { PasswordHash: not None } ? user.PasswordHash : hashOfNobody, password);
        return user is null or { PasswordHash: None } ? PasswordVerificationResult.Failed : found;
    }
}
