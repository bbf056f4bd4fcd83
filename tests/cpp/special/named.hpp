// Which calls compile for objects that have a name only.
#ifndef NAMED_HPP
#define NAMED_HPP

#include <type_traits>

template <class Object, class Call>
constexpr bool only_named(Call) {
    return std::is_invocable_v<Call, Object&> && std::is_invocable_v<Call, const Object&> &&
           !std::is_invocable_v<Call, Object> && !std::is_invocable_v<Call, const Object>;
}

#define ONLY_NAMED(Object, call)                                                                                  \
    static_assert(only_named<Object>([](auto&& object) -> decltype(static_cast<decltype(object)>(object) call) {  \
        return static_cast<decltype(object)>(object) call;                                                        \
    }))

#endif
