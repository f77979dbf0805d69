using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>The tests that set where the user's cache is, which is one for the process.</summary>
[CollectionDefinition(nameof(UserCache))]
public sealed class UserCacheCollection;
